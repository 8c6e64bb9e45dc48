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
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(2);
  const step = Math.min(Math.max(0, wanted), Math.max(0, count - 1));
  const isLast = step >= count - 1;

  useEffect(() => {
    if (!isPlaying || count === 0) return undefined;
    if (isLast) {
      setIsPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => setWanted(step + 1), 1000 / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, isLast, step, speed, count]);

  const seek = useCallback((next: number) => setWanted(Math.min(Math.max(0, next), Math.max(0, count - 1))), [count]);
  const toggle = useCallback(() => {
    if (!isPlaying && isLast) setWanted(0);
    setIsPlaying(!isPlaying);
  }, [isPlaying, isLast]);
  const changeSpeed = useCallback((direction: 1 | -1) => setSpeed((current) => nextSpeed(current, direction)), []);
  return { step, isPlaying, speed, seek, toggle, setSpeed, changeSpeed };
}
