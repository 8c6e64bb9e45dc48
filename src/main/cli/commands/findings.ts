import type { FindingRerun } from '../../../contract/findings.ts';
import type { Command, Invocation, Outcome } from '../command.ts';
import { newPath, writeNewFile } from '../new-file.ts';
import { choiceOption, given, positional, textOption, usageError } from '../options.ts';
import { formatNumber, table } from '../table.ts';

const formats = ['json', 'csv'] as const;

export const findingsCommand: Command = {
  name: 'findings',
  summary: 'requests kept from Inspect: lists them, runs them again on another bundle, exports them',
  usage: 'list [DATASET] | rerun [ID...] [--bundle B] | export [ID...] --out FILE [--format json|csv]',
  example: 'paretoscope findings rerun 3 7 --bundle movies-v2 --json',
  options: { bundle: { type: 'string' }, out: { type: 'string' }, format: { type: 'string' } },
  help: {
    '--bundle B': 'rerun: another bundle of the same dataset (default: the one each was found with)',
    '--out FILE': 'export: where to write; must not exist',
    '--format F': 'export: json (default) or csv',
  },
  positionals: { least: 1, most: 10_001 },
  run(invocation) {
    const what = positional(invocation, 0, 'WHAT');
    if (what === 'list') return list(invocation);
    if (what === 'rerun') return rerunAll(invocation);
    if (what === 'export') return exportFindings(invocation);
    throw usageError(`findings takes list, rerun or export; "${what}" is none of them.`);
  },
};

async function list(invocation: Invocation): Promise<Outcome> {
  const dataset = invocation.positionals[1];
  const { findings } = await (await invocation.client())['findings.list'](given({ dataset }));
  const rows = findings.map(({ id, author, request, observation, expect, note }) => [
    id,
    author,
    request.dataset,
    observation.bundle,
    request.user,
    request.at,
    observation.item?.title ?? '',
    expect === undefined ? '' : `${expect.type} ${expect.k}`,
    note.split('\n')[0],
  ]);
  const header = ['id', 'author', 'dataset', 'bundle', 'user', 'at', 'item', 'expected', 'note'];
  return { document: { findings }, text: findings.length === 0 ? 'There are no findings yet; keep one in Inspect.' : table(header, rows) };
}

/** Exit 1 when an expectation does not hold now. */
async function rerunAll(invocation: Invocation): Promise<Outcome> {
  const client = await invocation.client();
  const bundle = textOption(invocation.values, 'bundle');
  const chosen = ids(invocation) ?? (await client['findings.list']({})).findings.map(({ id }) => id).toReversed();
  const reruns: FindingRerun[] = [];
  for (const finding of chosen) {
    invocation.progress(`Finding ${finding}`);
    reruns.push(await client['findings.rerun']({ finding, ...given({ bundle }) }));
  }
  const rows = reruns.map(({ finding, after, overlap, depth, moves, same, held, before }) => [
    finding,
    after.bundle,
    same ? 'same' : `${moves.length} moved`,
    `${overlap}/${depth}`,
    before.item === undefined ? '' : `${rankText(before.item.rank)} -> ${rankText(after.item?.rank)}`,
    held === undefined ? '' : held.after ? 'holds' : held.before ? 'held, fails now' : 'fails',
  ]);
  const header = ['id', 'bundle', 'top', 'overlap', 'rank of the item', 'expectation'];
  return {
    document: { reruns },
    text: reruns.length === 0 ? 'There are no findings to run again.' : table(header, rows),
    exit: reruns.some(({ held }) => held?.after === false) ? 1 : 0,
  };
}

function rankText(rank: number | undefined): string {
  return rank === undefined ? 'none' : String(rank);
}

async function exportFindings(invocation: Invocation): Promise<Outcome> {
  const out = await newPath(invocation.values);
  const format = choiceOption(invocation.values, 'format', formats) ?? 'json';
  const findings = ids(invocation);
  const answer = await (
    await invocation.client()
  )['findings.export']({
    format,
    ...given({ findings: findings === undefined ? undefined : [...findings] }),
  });
  const written = await writeNewFile(out, answer.text);
  return {
    document: { ...written, findings: answer.findings },
    text: `${out}: ${formatNumber(answer.findings)} findings, ${formatNumber(written.bytes)} bytes`,
  };
}

function ids({ positionals }: Invocation): readonly number[] | undefined {
  const texts = positionals.slice(1);
  if (texts.length === 0) return undefined;
  return texts.map((text) => {
    const id = Number(text);
    if (!Number.isSafeInteger(id) || id < 1) throw usageError(`"${text}" is not the number of a finding.`);
    return id;
  });
}
