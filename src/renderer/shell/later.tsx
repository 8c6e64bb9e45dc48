import type { ReactNode } from 'react';
import { PendingMark } from './idle-marker.tsx';
import { useStages } from './use-stages.ts';

interface LaterProps {
  readonly children: ReactNode;
  /** Stands in its place until then. */
  readonly fallback?: ReactNode;
}

/** Draws its content after the screen has been painted without it, in short slices that let input through. */
export function Later({ children, fallback }: LaterProps) {
  if (useStages(1) === 1) return children;
  return (
    <>
      <PendingMark />
      {fallback}
    </>
  );
}
