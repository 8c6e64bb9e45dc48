import { startTransition, useEffect, useState } from 'react';

/** Counts from 0 to `last`, each step in a drawing of its own after the one before was painted: what hangs on a step does not lengthen the task of another. */
export function useStages(last: number): number {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    if (stage < last) startTransition(() => setStage(stage + 1));
  }, [stage, last]);
  return stage;
}
