/** Number of head colours in `tokens.css`; further heads share. */
export const headColorCount = 8;

/** Names met in the supported datasets keep the colour people learn; anything else is placed by its letters. */
const known: Readonly<Record<string, number>> = {
  save: 0,
  conversion: 0,
  purchase: 0,
  positive: 0,
  long_view: 1,
  spend: 1,
  dwell: 1,
  click: 2,
  visit: 2,
  rate: 2,
  rated: 2,
  like: 3,
  liked: 3,
  share: 4,
  forward: 4,
  tag: 4,
  comment: 5,
  follow: 6,
  hate: 7,
  hide: 7,
};

/** The colour number, in [0, 8), a head would like: it depends on the name alone. */
export function preferredSlot(head: string): number {
  const name = head.toLowerCase().replace(/^is_/, '');
  const slot = known[name];
  if (slot !== undefined) return slot;
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % headColorCount;
}

/** Colours for the heads of one bundle or log: each its preferred one, moved to the next free where an earlier head holds it. */
export function headSlots(heads: readonly string[]): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const head of heads) {
    let slot = preferredSlot(head);
    for (let step = 0; step < headColorCount && taken.has(slot); step += 1) slot = (slot + 1) % headColorCount;
    taken.add(slot);
    slots.set(head, slot);
  }
  return slots;
}

/** The CSS colour of a head, the same on every screen and in both themes; `heads` is the whole list it belongs to, in the bundle's order. */
export function headColor(head: string, heads: readonly string[] = [head]): string {
  return `var(--head-${headSlots(heads).get(head) ?? preferredSlot(head)})`;
}
