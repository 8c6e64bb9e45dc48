/** The world's calendar, in Unix milliseconds. */
export const dayMs = 86_400_000;
/** Sequences begin: 1 January 2024. */
export const worldStartMs = 1_704_067_200_000;
/** Days of the sequences. */
export const sequenceDays = 730;
/** The exploration log begins where the sequences end. */
export const logStartMs = worldStartMs + sequenceDays * dayMs;
/** Days of the exploration log at most: a user's logged requests take as long as their activity asks for, between these bounds. */
export const logDays = 182;
export const shortestLogDays = 28;
