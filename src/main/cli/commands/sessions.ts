import type { Command } from '../command.ts';
import { given, positional, textOption, wholeOption } from '../options.ts';
import { table } from '../table.ts';

export const sessionsCommand: Command = {
  name: 'sessions',
  summary: 'lists the sessions of a dataset',
  usage: 'DATASET [--user U] [--search TEXT] [--limit N]',
  example: 'paretoscope sessions movies --user 42 --limit 5',
  options: { user: { type: 'string' }, search: { type: 'string' }, limit: { type: 'string' }, offset: { type: 'string' } },
  help: {
    '--user U': 'only this user',
    '--search TEXT': 'part of a user id, a session id or an item title',
    '--limit N': 'at most this many (default 100, at most 1,000)',
    '--offset N': 'leave out the first N',
  },
  positionals: { least: 1, most: 1 },
  async run(invocation) {
    const { values } = invocation;
    const client = await invocation.client();
    const found = await client['sessions.list']({
      dataset: positional(invocation, 0, 'DATASET'),
      limit: wholeOption(values, 'limit') ?? 100,
      offset: wholeOption(values, 'offset') ?? 0,
      ...given({ user: textOption(values, 'user'), search: textOption(values, 'search') }),
    });
    const rows = found.sessions.map((session) => [session.id, session.user, session.start, session.end, session.events]);
    return { document: found, text: table(['session', 'user', 'start', 'end', 'events'], rows) };
  },
};
