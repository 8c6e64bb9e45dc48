import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/states.tsx';

interface State {
  readonly error?: unknown;
}

/** Keeps the frame alive when a screen throws; trying again draws the screen anew. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidMount(): void {
    window.addEventListener('hashchange', this.#reset);
  }

  override componentWillUnmount(): void {
    window.removeEventListener('hashchange', this.#reset);
  }

  readonly #reset = (): void => {
    if (this.state.error !== undefined) this.setState({ error: undefined });
  };

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState title="This screen stopped" error={this.state.error} onRetry={this.#reset} />;
  }
}
