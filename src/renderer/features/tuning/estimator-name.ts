const words: Readonly<Record<string, string>> = { ips: 'IPS', snips: 'SNIPS', dm: 'DM', dr: 'DR', replay: 'Reward@HIT' };

/** An estimator as people write it. */
export function estimatorName(name: string): string {
  return words[name] ?? name.toUpperCase();
}
