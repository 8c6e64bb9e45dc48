export type ParsedWeights =
  | { readonly ok: true; readonly weights: Record<string, number> }
  | { readonly ok: false; readonly problem: string };

/** `save=1, click=0.3` to one number per head; each head is named once. */
export function parseWeights(text: string): ParsedWeights {
  const weights = new Map<string, number>();
  for (const part of text.split(',')) {
    const [head = '', value = '', ...rest] = part.split('=').map((piece) => piece.trim());
    const weight = Number(value);
    if (head === '' || value === '' || rest.length > 0 || !Number.isFinite(weight))
      return { ok: false, problem: 'Write pairs like save=1, click=0.3.' };
    if (weights.has(head)) return { ok: false, problem: `${head} stands there twice.` };
    weights.set(head, weight);
  }
  return { ok: true, weights: Object.fromEntries(weights) };
}
