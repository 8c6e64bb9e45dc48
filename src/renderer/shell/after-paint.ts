/** A page out of sight paints nothing: it goes on after this long all the same. */
const longestWaitMs = 250;

/** Calls back in a task of its own once what stands now was painted; returns the way to call it off. */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const go = (): void => {
    stop();
    act();
  };
  timer = setTimeout(go, longestWaitMs);
  frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(go, 0);
  });
  return stop;
}
