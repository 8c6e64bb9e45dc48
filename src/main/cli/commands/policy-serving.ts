import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RequestContext, ServedDecision } from '../../../contract/serving.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Invocation, Outcome } from '../command.ts';
import { given, positional, textOption, usageError, wholeOption } from '../options.ts';
import { formatNumber, table } from '../table.ts';
import { asId } from './policy-id.ts';

/** `policy decide ID --request N | --context FILE`: features in, weights out. */
export async function decideRequest(invocation: Invocation): Promise<Outcome> {
  const { values } = invocation;
  const policy = asId(positional(invocation, 1, 'ID'), 'a policy');
  const request = wholeOption(values, 'request');
  const file = textOption(values, 'context');
  if ((request === undefined) === (file === undefined)) throw usageError('decide takes either --request N or --context FILE.');
  const context = file === undefined ? undefined : await readContext(resolve(file));
  const answer = await (await invocation.client())['serving.decide']({ policy, ...given({ request, context }) });
  return { document: answer, text: decisionText(answer.decision) };
}

/** `policy drill ID`: every failure on purpose; exit status 1 where an answer was not as it should be. */
export async function drillPolicy(invocation: Invocation): Promise<Outcome> {
  const { values } = invocation;
  const policy = asId(positional(invocation, 1, 'ID'), 'a policy');
  const [request, by] = [wholeOption(values, 'request'), textOption(values, 'by')];
  const drill = await (await invocation.client())['serving.drill']({ policy, request: request ?? 0, ...given({ by }) });
  const rows = drill.cases.map(({ injected, held, decision }) => [
    injected === 'none' ? 'nothing' : injected,
    decision.source === 'policy' ? 'the policy' : 'static weights',
    decision.reason,
    decision.action.name,
    formatNumber(decision.latencyMs),
    held ? 'as it should be' : 'NOT as it should be',
  ]);
  const text = [
    table(['made to fail', 'answered by', 'reason', 'action', 'ms', ''], rows),
    by === undefined ? 'Logged; with --by NAME the drill is also kept in the audit chain.' : 'Logged, and kept in the audit chain.',
  ];
  return { document: drill, text: text.join('\n'), exit: drill.held ? 0 : 1 };
}

function decisionText({ source, action, reason, detail, latencyMs }: ServedDecision): string {
  const weights = Object.entries(action.weights ?? {}).map(([head, weight]) => `${head} ${formatNumber(weight)}`);
  return [
    `${action.name}${weights.length === 0 ? '' : `: ${weights.join(', ')}`}`,
    source === 'policy' ? `The policy's own answer in ${formatNumber(latencyMs)} ms.` : `Static weights, ${reason ?? ''}: ${detail}`,
  ].join('\n');
}

async function readContext(file: string): Promise<RequestContext> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new RpcError({
      code: 'bad-file',
      message: missing ? 'There is no such file.' : 'This is not a JSON file that can be read.',
      file,
    });
  }
  const fits = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isFeature);
  if (!fits) throw new RpcError({ code: 'bad-file', message: 'A request is one JSON object of numbers, texts and nulls.', file });
  return value as RequestContext;
}

function isFeature(value: unknown): boolean {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
