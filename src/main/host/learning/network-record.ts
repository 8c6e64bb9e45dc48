import type { LearnedNetwork } from '../../../core/learn/learned-network.ts';
import type { LearnerRecord } from '../../../core/policy/learned.ts';

/** A learned net as JSON, for a run and a snapshot: single-precision parameters as base64 of their little-endian bytes, other numbers as they are. */
export interface NetworkRecord {
  readonly kind: 'network';
  readonly seed: number;
  readonly objectives: readonly string[];
  readonly shape: LearnedNetwork['shape'];
  readonly inputs: LearnedNetwork['inputs'];
  readonly inputNames: readonly string[];
  readonly actionHeads: readonly string[];
  readonly parameters: string;
  readonly model: {
    readonly scales: LearnedNetwork['model']['scales'];
    readonly personal: LearnedNetwork['model']['personal'];
    readonly shared: readonly number[];
    readonly centre: readonly number[];
    readonly fixed: readonly number[];
    readonly factors: readonly number[];
  };
  readonly rows: LearnedNetwork['rows'];
}

/** What a sweep's result keeps of the net that made its predictions. */
export function networkRecord(network: LearnedNetwork): LearnerRecord & { readonly model: NetworkRecord } {
  const { objectives, model, rows, curve, seconds, end } = network;
  const facts: Record<string, number | string> = {
    'Rows trained on': rows.train,
    'Rows that judged it': rows.validation,
    Epochs: curve.length,
    Ended: endings[end],
  };
  objectives.forEach((objective, head) => {
    const { factor = 0, z = 0 } = model.personal[head] ?? {};
    facts[`Personal share kept, ${objective}`] = factor;
    facts[`Evidence for it, ${objective} (standard errors)`] = z;
  });
  return {
    kind: 'network',
    note: noteOf(network),
    seconds,
    curve,
    facts,
    model: netRecord(network),
  };
}

/** The numbers of a net as JSON. */
export function netRecord(network: Omit<LearnedNetwork, 'curve' | 'end' | 'seconds'>): NetworkRecord {
  const { seed, objectives, shape, inputs, inputNames, actionHeads, parameters, model, rows } = network;
  return {
    kind: 'network',
    seed,
    objectives,
    shape,
    inputs,
    inputNames,
    actionHeads,
    parameters: Buffer.from(parameters.buffer, parameters.byteOffset, parameters.byteLength).toString('base64'),
    model: {
      scales: model.scales,
      personal: model.personal,
      shared: [...model.shared],
      centre: [...model.centre],
      fixed: [...model.fixed],
      factors: [...model.factors],
    },
    rows,
  };
}

/** The net of a record. */
export function networkOf(
  record: NetworkRecord,
): Pick<LearnedNetwork, 'shape' | 'inputs' | 'parameters' | 'model' | 'objectives' | 'inputNames'> {
  const bytes = Buffer.from(record.parameters, 'base64');
  const { shape, inputs, objectives, inputNames } = record;
  const { scales, personal, shared, centre, fixed, factors } = record.model;
  return {
    shape,
    inputs,
    objectives,
    inputNames,
    // A copy of its own: a pooled buffer need not be aligned.
    parameters: new Float32Array(Uint8Array.from(bytes).buffer),
    model: {
      heads: shape.heads,
      actions: shape.actions,
      rank: shape.rank,
      scales,
      personal,
      shared: Float64Array.from(shared),
      centre: Float64Array.from(centre),
      fixed: Float64Array.from(fixed),
      factors: Float64Array.from(factors),
    },
  };
}

const endings: Readonly<Record<LearnedNetwork['end'], string>> = {
  patience: 'no better on the judging rows',
  epochs: 'all epochs',
  stopped: 'out of time',
};

function noteOf({ objectives, model, rows, end }: LearnedNetwork): string {
  const found = objectives.filter((_, head) => (model.personal[head]?.factor ?? 0) > 0);
  const claim =
    found.length === 0
      ? 'There is no evidence that personalising helps: users it had not seen do not bear out anything personal, so every request gets the same choice.'
      : found.length === objectives.length
        ? 'What it says about single requests is borne out by users it had not seen.'
        : `What it says about single requests is borne out by users it had not seen for ${found.join(', ')} only; the other objectives are the same for every request.`;
  const time = end === 'stopped' ? ' Its time was up before it had finished, so it cannot be learned again to the same numbers.' : '';
  return `A net learned on ${rows.train.toLocaleString('en')} rows and was judged on ${rows.validation.toLocaleString('en')} rows of other users. ${claim}${time}`;
}
