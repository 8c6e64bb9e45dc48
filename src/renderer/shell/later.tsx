import type { ReactNode } from 'react';
import { PendingMark } from './idle-marker.tsx';
import { useStages } from './use-stages.ts';

interface LaterProps {
  readonly children: ReactNode;
  /** Stands in its place until then. */
  readonly fallback?: ReactNode;
  /** How many paintings it waits for: neighbours that wait for different numbers are put up one after the other. */
  readonly after?: number;
}

/** Draws its content after the screen has been painted without it, in short slices that let input through. */
export function Later({ children, fallback, after = 1 }: LaterProps) {
  if (useStages(after) === after) return children;
  return (
    <>
      <PendingMark />
      {fallback}
    </>
  );
}
