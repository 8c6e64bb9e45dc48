import { startTransition, useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/** Counts from 0 to `last`, each step in a drawing of its own after the one before was painted: what hangs on a step does not lengthen the task of another. */
export function useStages(last: number): number {
  const [stage, setStage] = useState(0);
  useEffect(() => (stage < last ? afterPaint(() => startTransition(() => setStage(stage + 1))) : undefined), [stage, last]);
  return stage;
}
