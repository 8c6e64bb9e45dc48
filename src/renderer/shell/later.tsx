import { useDeferredValue, type ReactNode } from 'react';
import { PendingMark } from './idle-marker.tsx';

interface LaterProps {
  readonly children: ReactNode;
  /** Stands in its place until then. */
  readonly fallback?: ReactNode;
}

/** Draws its content after the screen has been painted without it, in short slices that let input through. */
export function Later({ children, fallback }: LaterProps) {
  const isDue = useDeferredValue(true, false);
  if (isDue) return children;
  return (
    <>
      <PendingMark />
      {fallback}
    </>
  );
}
