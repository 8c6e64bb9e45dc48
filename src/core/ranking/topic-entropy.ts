/**
 * Shannon entropy in bits of the topics of a list of items, every item counting once, split evenly over its topics. Items without a topic do not count;
 * undefined when none has one. 0 = one topic; log2(T) = T topics alike.
 */
export function topicEntropy(items: readonly { readonly topics: readonly string[] }[]): number | undefined {
  const mass = new Map<string, number>();
  let total = 0;
  for (const { topics } of items) {
    if (topics.length === 0) continue;
    total += 1;
    for (const topic of topics) mass.set(topic, (mass.get(topic) ?? 0) + 1 / topics.length);
  }
  if (total === 0) return undefined;
  let entropy = 0;
  for (const part of mass.values()) entropy -= (part / total) * Math.log2(part / total);
  return Math.max(0, entropy);
}
