import { useCallback, useEffect, useState } from 'react';
import { nextSpeed, type Speed } from './speeds.ts';

export interface Player {
  /** From 0; 0 when there are no steps. */
  readonly step: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly seek: (step: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly changeSpeed: (direction: 1 | -1) => void;
}

/** Plays `count` steps; stops at the last, and starts over when played from there. */
export function usePlayer(count: number, initialStep: number): Player {
  const [wanted, setWanted] = useState(initialStep);
  const [wantsToPlay, setWantsToPlay] = useState(false);
  const [speed, setSpeed] = useState<Speed>(2);
  const last = Math.max(0, count - 1);
  const step = Math.min(Math.max(0, wanted), last);
  const isPlaying = wantsToPlay && step < last;

  const seek = useCallback(
    (next: number) => {
      setWanted(Math.min(Math.max(0, next), last));
      // Once at the end, going back does not start it again.
      if (next >= last) setWantsToPlay(false);
    },
    [last],
  );
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => seek(step + 1), 1000 / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, step, speed, seek]);

  const toggle = useCallback(() => {
    if (!isPlaying && step >= last) setWanted(0);
    setWantsToPlay(!isPlaying);
  }, [isPlaying, step, last]);
  const changeSpeed = useCallback((direction: 1 | -1) => setSpeed((current) => nextSpeed(current, direction)), []);
  return { step, isPlaying, speed, seek, toggle, setSpeed, changeSpeed };
}
