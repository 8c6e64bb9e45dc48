/** Steps per second. */
export const speeds = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

/** The next speed up (+1) or down (-1), staying inside the range. */
export function nextSpeed(speed: Speed, direction: 1 | -1): Speed {
  const index = speeds.indexOf(speed) + direction;
  return speeds[Math.min(speeds.length - 1, Math.max(0, index))] ?? speed;
}
