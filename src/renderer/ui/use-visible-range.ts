import { type RefObject, startTransition, useCallback, useEffect, useRef, useState } from 'react';

/** Lines of one size behind each other, in pixels along the axis that scrolls. */
export interface LineGeometry {
  readonly count: number;
  /** From one line to the next. */
  readonly pitch: number;
  /** Before the first and after the last line. */
  readonly lead?: number;
  readonly trail?: number;
  /** Lines drawn out of sight on either side. */
  readonly spare: number;
}

/** First and last line to draw, both counted; `last` is below `first` where there are none. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Pixels of all lines together. */
export function wholeExtent({ count, pitch, lead = 0, trail = 0 }: LineGeometry): number {
  return lead + count * pitch + trail;
}

/** The lines in sight between `offset` and `offset + extent`, with the spare ones on either side. */
export function rangeInSight({ count, pitch, lead = 0, spare }: LineGeometry, offset: number, extent: number): LineRange {
  const first = Math.floor((offset - lead) / pitch) - spare;
  const last = Math.ceil((offset + extent - lead) / pitch) - 1 + spare;
  return { first: Math.max(0, Math.min(count, first)), last: Math.min(count - 1, last) };
}

/**
 * Where to scroll so that a line is in sight: to the nearer edge when it is outside (`nearest`; undefined when it is not), or to the middle. `cover` pixels at
 * the beginning are hidden by what sticks there.
 */
export function offsetFor(
  { pitch, lead = 0 }: LineGeometry,
  line: number,
  place: 'nearest' | 'middle',
  { offset, extent, cover = 0 }: { readonly offset: number; readonly extent: number; readonly cover?: number },
): number | undefined {
  const start = lead + line * pitch;
  if (place === 'middle') return Math.max(0, start + pitch / 2 - extent / 2);
  // What stands before the first line is seen with it.
  if (line === 0) return offset > 0 ? 0 : undefined;
  if (start - cover < offset) return Math.max(0, start - cover);
  return start + pitch > offset + extent ? start + pitch - extent : undefined;
}

interface VisibleRangeOptions extends LineGeometry {
  readonly axis: 'x' | 'y';
  readonly scrollerRef: RefObject<HTMLElement | null>;
  /** Pixels taken to be in sight until they are measured: little, so that the first drawing is short. */
  readonly assumed: number;
  /** Begins at the last line instead of the first, again whenever this changes. */
  readonly fromEnd?: string;
  /** Pixels at the beginning that are hidden by what sticks there. */
  readonly cover?: number;
}

/**
 * Which lines of a long list to draw, and how to bring one into sight. It never measures while the page is being drawn: that would lay out, in one piece with
 * the drawing, everything that was put in at the same time.
 */
export function useVisibleRange(
  options: VisibleRangeOptions,
): LineRange & { readonly inSight: LineRange; readonly bring: (line: number, place: 'nearest' | 'middle') => void } {
  const { axis, scrollerRef, assumed, fromEnd, cover = 0 } = options;
  const [sight, setSight] = useState(() => ({
    offset: fromEnd === undefined ? 0 : Math.max(0, wholeExtent(options) - assumed),
    extent: assumed,
  }));
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const element = scrollerRef.current;
    if (element === null) return undefined;
    const read = (extent: number | undefined) => {
      const offset = axis === 'x' ? element.scrollLeft : element.scrollTop;
      return (now: { readonly offset: number; readonly extent: number }) => {
        const next = { offset, extent: extent ?? now.extent };
        const lines = { ...latest.current, spare: 0 };
        const [before, after] = [rangeInSight(lines, now.offset, now.extent), rangeInSight(lines, next.offset, next.extent)];
        return next.extent === now.extent && before.first === after.first && before.last === after.last ? now : next;
      };
    };
    const onScroll = () => setSight(read(undefined));
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const extent = axis === 'x' ? entry.contentRect.width : entry.contentRect.height;
      // The layout is done here: reading it costs nothing, and what it adds is drawn in slices.
      startTransition(() => setSight(read(extent)));
    });
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [axis, scrollerRef]);

  useEffect(() => {
    const element = scrollerRef.current;
    if (element === null || fromEnd === undefined) return undefined;
    // Once the layout is done, before it is painted.
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      element.scrollTo(axis === 'x' ? { left: element.scrollWidth } : { top: element.scrollHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [axis, scrollerRef, fromEnd]);

  const bring = useCallback(
    (line: number, place: 'nearest' | 'middle') => {
      const element = scrollerRef.current;
      if (element === null) return;
      const [offset, extent] = axis === 'x' ? [element.scrollLeft, element.clientWidth] : [element.scrollTop, element.clientHeight];
      const target = offsetFor(latest.current, line, place, { offset, extent, cover });
      if (target !== undefined) element.scrollTo(axis === 'x' ? { left: target } : { top: target });
    },
    [axis, scrollerRef, cover],
  );
  return {
    ...rangeInSight(options, sight.offset, sight.extent),
    inSight: rangeInSight({ ...options, spare: 0 }, sight.offset, sight.extent),
    bring,
  };
}
