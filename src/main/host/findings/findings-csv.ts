import type { Finding } from '../../../contract/findings.ts';

const header = [
  'id',
  'created',
  'author',
  'note',
  'dataset',
  'bundle',
  'user',
  'at',
  'item',
  'item_title',
  'reason',
  'rank',
  'expectation',
  'first',
  'request',
] as const;

/** One line per finding (RFC 4180); the whole request stands as JSON in the last column. */
export function findingsCsv(findings: readonly Finding[]): string {
  const lines = findings.map(({ id, createdAtMs, author, note, request, observation, expect }) => [
    String(id),
    new Date(createdAtMs).toISOString(),
    author,
    note,
    request.dataset,
    observation.bundle,
    request.user,
    String(request.at ?? ''),
    observation.item?.id ?? '',
    observation.item?.title ?? '',
    observation.item?.reason.type ?? '',
    String(observation.item?.rank ?? ''),
    expect === undefined ? '' : `${expect.type} ${expect.k}: ${expect.item}`,
    observation.top.map(({ id: item }) => item).join(' '),
    JSON.stringify(request),
  ]);
  return [header, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
