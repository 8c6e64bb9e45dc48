/** Hue in degrees for a topic, from its letters alone, so that a topic looks the same on every screen. */
export function topicHue(topic: string): number {
  let hash = 0x811c9dc5;
  for (const character of topic) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  // 24 steps of 15 degrees: nearer hues could not be told apart at tile size.
  return (hash % 24) * 15;
}
