import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../../src/main/store/connection.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { nextLine, startChild } from './child.ts';
import { quietLog } from './quiet-log.ts';
import { sampleParts, writeAll } from './sample-parts.ts';
import { temporaryFolder } from './temporary-folder.ts';

const tables = [
  'items',
  'users',
  'events',
  'event_texts',
  'sessions',
  'search_blocks',
  'item_sessions',
  'session_users',
  'log_blocks',
  'request_candidates',
  'rejects',
];

describe('a process killed while it writes', () => {
  it.each(['items', 'users', 'events', 'sessions', 'block', 'finish', 'committing'])(
    'at "%s" leaves no half dataset and everything that was there',
    async (phase) => {
      const path = join(temporaryFolder(), 'workspace.sqlite');
      const before = openStore(path, { log: quietLog() });
      const writer = before.datasets.create('kept', 'events');
      await writeAll(writer, sampleParts({ users: 20, eventsPerUser: 12, items: 30 }, 'kept-hash'));
      const kept = await writer.commit();
      const events = [...before.events.scan(kept)];
      await before.close();

      const child = startChild('write-slowly.ts', [path, 'killed']);
      while ((await nextLine(child)) !== phase);
      child.process.kill('SIGKILL');
      await child.ended;

      const log = quietLog();
      const after = openStore(path, { log });
      const names = after.datasets.list().map((dataset) => dataset.name);
      // A kill that comes after the one update that makes it visible finds it whole.
      const whole = names.includes('killed');
      if (phase !== 'committing') expect(whole).toBe(false);
      expect(after.datasets.get('kept')).toEqual(kept);
      expect([...after.events.scan(kept)]).toEqual(events);
      // The name is free at once, while the dead rows still go.
      if (!whole) await after.datasets.create('killed', 'events').abandon();
      await after.close();
      expect(log.errors).toEqual([]);

      const inside = openConnection(path, { writable: false });
      expect(inside.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(inside.prepare(`SELECT count(*) FROM datasets WHERE state <> 'ready'`).pluck().get()).toBe(0);
      if (!whole)
        for (const table of tables)
          expect([table, inside.prepare(`SELECT count(*) FROM ${table} WHERE dataset <> ?`).pluck().get(kept.id)]).toEqual([table, 0]);
      inside.close();
    },
  );
});
