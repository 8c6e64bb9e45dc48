import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kinds of work inside one pass of a graph. */
export const passParts = ['matrix products', 'softmax', 'sums and factors', 'norms and activations', 'copies and shapes'] as const;
export type PassPart = (typeof passParts)[number];

const operatorsOf: Readonly<Partial<Record<PassPart, readonly string[]>>> = {
  'matrix products': ['Gemm', 'MatMul', 'FusedMatMul'],
  softmax: ['Softmax'],
  'sums and factors': ['Add', 'Mul', 'Sub', 'Div', 'ReduceSum', 'Where', 'Less', 'Equal'],
  'norms and activations': ['LayerNormalization', 'SkipLayerNormalization', 'QuickGelu', 'Sigmoid', 'Exp'],
};

interface ProfileEvent {
  readonly cat?: string;
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/**
 * Milliseconds of one pass by kind of work, from the profile that the runtime wrote to a folder under a prefix: the quickest run of every operator, so that
 * what else the machine does counts little. The time between two operators is not in it.
 */
export function readPassProfile(folder: string, prefix: string): ReadonlyMap<PassPart, number> {
  const file = readdirSync(folder).find((name) => name.startsWith(`${prefix}_`));
  if (file === undefined) throw new Error(`The runtime wrote no profile of ${prefix}.`);
  const events = JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly ProfileEvent[];
  const quickest = new Map<string, { readonly part: PassPart; readonly microseconds: number }>();
  for (const { cat, name, dur, args } of events) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    const microseconds = Math.min(dur, quickest.get(name)?.microseconds ?? dur);
    quickest.set(name, { part: partOf(args?.op_name ?? ''), microseconds });
  }
  const parts = new Map<PassPart, number>(passParts.map((part) => [part, 0]));
  for (const { part, microseconds } of quickest.values()) parts.set(part, (parts.get(part) ?? 0) + microseconds / 1000);
  return parts;
}

function partOf(operator: string): PassPart {
  return passParts.find((part) => operatorsOf[part]?.includes(operator)) ?? 'copies and shapes';
}
