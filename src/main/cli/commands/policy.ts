import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Register, RollbackInput } from '../../../contract/policies.ts';
import { usualLimits } from '../../../contract/serving.ts';
import type { SweepResult } from '../../../contract/tuning.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Command, Invocation, Outcome } from '../command.ts';
import { newPath, writeNewFile } from '../new-file.ts';
import { given, numberOption, numbersOption, positional, requiredOption, textOption, usageError, wholeOption } from '../options.ts';
import { formatNumber, table } from '../table.ts';
import { decideRequest, drillPolicy } from './policy-serving.ts';
import { asId } from './policy-id.ts';
import { policyRows, policyText, verdictText } from './policy-text.ts';

/** Far above what an export of the largest sweep takes. */
const largestExport = 64_000_000;

export const policyCommand: Command = {
  name: 'policy',
  summary: 'the register of operating policies: propose, approve, roll back, export, audit',
  usage:
    'list | show ID | propose --run N --point P|--policy P --by NAME --reason TEXT | approve ID --by NAME | rollback DATASET --to ID --by NAME --reason TEXT | export ID --out FILE | report ID --out FILE | audit [--against FILE] | diff ID... | decide ID --request N | drill ID [--request N] [--by NAME] | weights NAME --set a=1,b=0.5 --by NAME --reason TEXT',
  example: 'paretoscope policy propose --run 3 --point knee --by "Ana Ruiz" --reason "more saves at equal clicks" --margin click=0.02',
  options: {
    run: { type: 'string' },
    point: { type: 'string' },
    policy: { type: 'string' },
    by: { type: 'string' },
    reason: { type: 'string' },
    margin: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
    against: { type: 'string' },
    set: { type: 'string' },
    budget: { type: 'string' },
    'max-age': { type: 'string' },
    request: { type: 'string' },
    context: { type: 'string' },
  },
  help: {
    '--run N': 'propose: the sweep to choose from',
    '--point P': 'propose: index of the point from 0, or knee',
    '--policy P': 'propose: instead of a point, a policy beside the frontier: cohorts, or its name or index in `policies` of the sweep',
    '--by NAME': 'who proposes, approves or rolls back; approval takes a second name',
    '--reason TEXT': 'kept in the audit chain',
    '--margin A=0.02': 'propose: largest accepted loss per objective as a share of production (default 0.01)',
    '--to ID': 'rollback: an earlier approved policy, or production for what the log declares',
    '--out FILE': 'export and report: where to write; must not exist',
    '--against FILE': 'audit: an earlier export; finds a cut tail and a rewritten chain',
    '--budget MS': 'propose: static weights are served where no answer comes in this time (default 50)',
    '--max-age DAYS': 'propose: static weights are served once the model is older (default 30)',
    '--request N': 'decide and drill: a row of the log, from 0',
    '--context FILE': 'decide: the features of a request as one JSON object, null where a value is missing',
    '--set A=1,B=0.5': 'weights: the utility weights of the new version',
  },
  positionals: { least: 1, most: 201 },
  run(invocation) {
    const name = positional(invocation, 0, 'WHAT');
    const action = actions.get(name);
    if (action === undefined) throw usageError(`policy takes ${[...actions.keys()].join(', ')}; "${name}" is none of them.`);
    const { least, most, run } = action;
    const count = invocation.positionals.length - 1;
    if (count < least || count > most) throw usageError(`policy ${name} takes ${action.arguments}. See: paretoscope policy --help`);
    return run(invocation);
  },
};

interface Action {
  readonly least: number;
  readonly most: number;
  /** The arguments in words. */
  readonly arguments: string;
  readonly run: (invocation: Invocation) => Promise<Outcome>;
}

const nothing = { least: 0, most: 0, arguments: 'no further argument' };
const oneId = { least: 1, most: 1, arguments: 'the number of one policy' };

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['list', { ...nothing, run: list }],
  ['show', { ...oneId, run: show }],
  ['propose', { ...nothing, run: propose }],
  ['approve', { ...oneId, run: approve }],
  ['rollback', { least: 1, most: 1, arguments: 'the name of one dataset', run: rollback }],
  ['export', { ...oneId, run: exportPolicy }],
  ['report', { ...oneId, run: reportPolicy }],
  ['audit', { ...nothing, run: audit }],
  ['diff', { least: 1, most: 200, arguments: 'the numbers of 1 to 200 snapshots', run: diff }],
  ['decide', { ...oneId, run: decideRequest }],
  ['drill', { ...oneId, run: drillPolicy }],
  ['weights', { least: 1, most: 1, arguments: 'the name of one weight config', run: saveWeights }],
]);

async function list(invocation: Invocation): Promise<Outcome> {
  const register = await (await invocation.client())['policies.list']({});
  const weights = register.weights.map(({ name, version, by, at }) => [name, version, by, at]);
  const text = [
    register.policies.length === 0 ? 'No policy was proposed yet.' : policyRows(register.policies),
    ...(weights.length === 0 ? [] : ['', table(['weights', 'version', 'by', 'at'], weights)]),
    '',
    validity(register),
  ];
  return { document: register, text: text.join('\n'), exit: register.chainValid ? 0 : 1 };
}

async function show(invocation: Invocation): Promise<Outcome> {
  const detail = await (await invocation.client())['policies.get']({ policy: numberAt(invocation, 1) });
  return { document: detail, text: policyText(detail) };
}

async function propose(invocation: Invocation): Promise<Outcome> {
  const { values } = invocation;
  const [by, reason] = [requiredOption(values, 'by'), requiredOption(values, 'reason')];
  const run = wholeOption(values, 'run');
  if (run === undefined) throw usageError('--run is needed; `paretoscope runs` lists them.');
  const margins = numbersOption(values, 'margin');
  const client = await invocation.client();
  const asked = textOption(values, 'policy');
  if ((asked === undefined) === (textOption(values, 'point') === undefined))
    throw usageError(
      '--point or --policy is needed: the index of a point from 0, or knee; or a policy beside the frontier, such as cohorts.',
    );
  const beside = asked === undefined ? undefined : await besideOf(invocation, run, asked);
  const point =
    asked !== undefined ? undefined : textOption(values, 'point') === 'knee' ? await kneeOf(invocation, run) : wholeOption(values, 'point');
  const [budgetMs, maxAgeDays] = [numberOption(values, 'budget'), numberOption(values, 'max-age')];
  const serving =
    budgetMs === undefined && maxAgeDays === undefined
      ? undefined
      : { budgetMs: budgetMs ?? usualLimits.budgetMs, maxAgeDays: maxAgeDays ?? usualLimits.maxAgeDays };
  const { policy } = await client['policies.propose']({ run, by, reason, ...given({ point, beside, margins, serving }) });
  const text = [`Policy ${policy.id} is proposed; a second person approves it: paretoscope policy approve ${policy.id} --by NAME`];
  return { document: { policy }, text: [...text, ...policy.guardrails.map(verdictText)].join('\n') };
}

/** Index of a policy beside the frontier, told by its index, its name or its kind. */
async function besideOf(invocation: Invocation, run: number, asked: string): Promise<number> {
  const { result } = await (await invocation.client())['runs.get']({ run });
  const policies = (result as Partial<SweepResult> | undefined)?.policies ?? [];
  if (/^\d+$/.test(asked)) return Number(asked);
  const found = policies.findIndex(({ name }) => name === asked);
  if (found >= 0) return found;
  const ofKind = policies.flatMap(({ kind }, place) => (kind === asked ? [place] : []));
  const [first] = ofKind;
  if (first !== undefined && ofKind.length === 1) return first;
  const names = policies.map(({ name }, place) => `${place} "${name}"`).join(', ');
  const many = ofKind.length > 1 ? `several policies of the kind ${asked}` : `no policy "${asked}"`;
  throw new RpcError({ code: 'not-found', message: `Run ${run} has ${many} beside its frontier; name one of: ${names || 'none'}.` });
}

async function kneeOf(invocation: Invocation, run: number): Promise<number> {
  const { result } = await (await invocation.client())['runs.get']({ run });
  const knee = (result as Partial<SweepResult> | undefined)?.knees?.chord;
  if (knee === undefined) throw new RpcError({ code: 'refused', message: `Run ${run} has no knee; name a point by its index.` });
  return knee;
}

async function approve(invocation: Invocation): Promise<Outcome> {
  const id = numberAt(invocation, 1);
  const { policy } = await (await invocation.client())['policies.approve']({ policy: id, by: requiredOption(invocation.values, 'by') });
  return { document: { policy }, text: `Policy ${id} is live on ${policy.dataset}.` };
}

async function rollback(invocation: Invocation): Promise<Outcome> {
  const { values } = invocation;
  const target = requiredOption(values, 'to');
  const to = target === 'production' ? ('production' as const) : asId(target, '--to');
  const dataset = positional(invocation, 1, 'DATASET');
  const fields: RollbackInput = { dataset, to, by: requiredOption(values, 'by'), reason: requiredOption(values, 'reason') };
  const { policies } = await (await invocation.client())['policies.rollback'](fields);
  return { document: { policies }, text: policyRows(policies) };
}

async function exportPolicy(invocation: Invocation): Promise<Outcome> {
  const id = numberAt(invocation, 1);
  const out = await newPath(invocation.values);
  const { text, head } = await (await invocation.client())['policies.export']({ policy: id });
  const written = await writeNewFile(out, text);
  return { document: { ...written, head }, text: `${out}: ${formatNumber(written.bytes)} bytes, over entry ${head.seq} of the chain` };
}

async function reportPolicy(invocation: Invocation): Promise<Outcome> {
  const id = numberAt(invocation, 1);
  const out = await newPath(invocation.values);
  const { text } = await (await invocation.client())['policies.report']({ policy: id });
  const written = await writeNewFile(out, text);
  return { document: written, text: `${out}: ${formatNumber(written.bytes)} bytes` };
}

async function audit(invocation: Invocation): Promise<Outcome> {
  const file = textOption(invocation.values, 'against');
  const against = file === undefined ? undefined : await readText(resolve(file));
  const client = await invocation.client();
  const register = await client['policies.audit'](given({ against })).catch((error: unknown) => {
    // The host was given the text alone.
    throw error instanceof RpcError && file !== undefined ? new RpcError({ ...error.toInfo(), file }) : error;
  });
  const rows = register.audit.map(({ seq, at, who, what, hash }) => [seq, at, who, what, hash.slice(0, 12)]);
  const text = [rows.length === 0 ? 'The chain is empty.' : table(['seq', 'at', 'who', 'what', 'hash'], rows), validity(register)];
  return { document: register, text: text.join('\n'), exit: register.chainValid ? 0 : 1 };
}

async function readText(file: string): Promise<string> {
  const facts = await stat(file).catch(() => undefined);
  if (facts?.isFile() !== true) throw new RpcError({ code: 'bad-file', message: 'There is no such file.', file });
  if (facts.size > largestExport) throw new RpcError({ code: 'too-large', message: 'No operating policy is this large.', file });
  return readFile(file, 'utf8');
}

async function diff(invocation: Invocation): Promise<Outcome> {
  const snapshots = invocation.positionals.slice(1).map((text) => asId(text, 'a snapshot'));
  const answer = await (await invocation.client())['policies.diff']({ snapshots });
  const header = ['', '', ...answer.snapshots.map(({ id }) => `snapshot ${id}`)];
  return {
    document: answer,
    text: table(
      header,
      answer.rows.map(({ same, name, cells }) => [same ? '' : '*', name, ...cells]),
    ),
  };
}

async function saveWeights(invocation: Invocation): Promise<Outcome> {
  const { values } = invocation;
  const weights = numbersOption(values, 'set');
  if (weights === undefined) throw usageError('--set is needed: weights such as save=1,click=0.3.');
  const fields = {
    name: positional(invocation, 1, 'NAME'),
    weights,
    by: requiredOption(values, 'by'),
    reason: requiredOption(values, 'reason'),
  };
  const { config } = await (await invocation.client())['policies.saveWeights'](fields);
  return { document: { config }, text: `Version ${config.version} of the weights "${config.name}" is saved.` };
}

function validity({ chainValid, audit: entries, problems }: Register): string {
  if (chainValid) return `The audit chain of ${formatNumber(entries.length)} entries is valid.`;
  return ['The audit chain is not valid:', ...problems.map(({ message }) => `- ${message}`)].join('\n');
}

function numberAt(invocation: Invocation, index: number): number {
  return asId(positional(invocation, index, 'ID'), 'a policy');
}
