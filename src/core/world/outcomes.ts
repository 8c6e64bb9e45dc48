/** What a user may do with a served item, in the order of every outcome array and bit (bit i = outcome i). */
export const outcomes = ['save', 'p2p', 'click', 'click30', 'outbound', 'hide'] as const;

export const outcomeCount = outcomes.length;
export const saveOutcome = 0;
export const p2pOutcome = 1;
export const clickOutcome = 2;
export const longClickOutcome = 3;
export const outboundOutcome = 4;
export const hideOutcome = 5;
