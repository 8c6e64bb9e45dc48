import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { rowHeight } from './candidate-row.tsx';

const slideMs = 150;

/** Rows that changed place slide there from where they stood; nothing moves for people who asked for less motion. */
export function useRowSlide(order: readonly number[]): (item: number, element: HTMLTableRowElement | null) => void {
  const rows = useRef(new Map<number, HTMLTableRowElement>());
  const running = useRef(new WeakMap<HTMLTableRowElement, Animation>());
  const places = useRef<ReadonlyMap<number, number>>(new Map());
  const isStill = useReducedMotion();

  useLayoutEffect(() => {
    const before = places.current;
    places.current = new Map(order.map((item, index) => [item, index]));
    if (isStill || before.size === 0) return;
    for (const [item, element] of rows.current) {
      const from = before.get(item);
      const to = places.current.get(item);
      if (from === undefined || to === undefined || from === to) continue;
      // A row that comes from far away enters from just outside the view.
      const distance = Math.max(-20, Math.min(20, from - to)) * rowHeight;
      // Asking the element for its animations would make the browser lay out once per row.
      running.current.get(element)?.cancel();
      const slide = element.animate([{ transform: `translateY(${distance}px)` }, { transform: 'translateY(0)' }], {
        duration: slideMs,
        easing: 'cubic-bezier(0.2, 0, 0.1, 1)',
      });
      running.current.set(element, slide);
    }
  }, [order, isStill]);

  return useCallback((item, element) => {
    if (element === null) rows.current.delete(item);
    else rows.current.set(item, element);
  }, []);
}
