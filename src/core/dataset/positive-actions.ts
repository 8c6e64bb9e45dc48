/** Names of actions that are shown to the user or turned down by them, rather than wanted. */
const notPositive =
  /^(?:impression|impress|imp|show|shown|view_?list|expose|exposure|expos|display|rate|rating|tag|skip|hide|hate|dislike|report|block|unlike|unfollow|unsave|remove|remove_?from_?cart|dismiss|bounce|search|query|login|logout)s?$/i;

/** Whether a generic action counts as a positive outcome, by its name; the only action of a vocabulary always does. */
export function isPositiveAction(name: string, vocabulary: readonly string[]): boolean {
  return vocabulary.length === 1 || !notPositive.test(name.trim().replaceAll(/[\s-]+/g, '_'));
}
