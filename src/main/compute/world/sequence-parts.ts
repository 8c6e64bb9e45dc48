import { blockRows } from '../../../core/dataset/column.ts';
import type { EventColumns, ImportPart, ImportUser } from '../../../core/dataset/import-part.ts';
import { makeUser } from '../../../core/world/population.ts';
import { sequenceActions, SequencePlayer, type SequenceStep } from '../../../core/world/sequence.ts';
import { sequenceDays } from '../../../core/world/time.ts';
import { hasLongSequence, type World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** Days played between two pauses of the worker. */
const playedDays = 146;

export function worldUserId(user: number): string {
  return `person-${user + 1}`;
}

/** The users themselves, with how much their sequences will hold. */
export async function peopleParts(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const hash = new ContentHash();
  const sessions = new Int32Array(count);
  const actionEvents = sequenceActions.map(() => 0);
  const users: ImportUser[] = [];
  for (let place = 0; place < count; place += 1) {
    let events = 0;
    await playWhole(world, first + place, breath, ({ actions, firstOfSession }) => {
      events += 1;
      if (firstOfSession) sessions[place] = (sessions[place] ?? 0) + 1;
      for (let action = 0; action < actionEvents.length; action += 1)
        if ((actions >>> action) & 1) actionEvents[action] = (actionEvents[action] ?? 0) + 1;
    });
    const user = { id: worldUserId(first + place), events };
    users.push(user);
    hash.add('users', `${JSON.stringify(user)}\n`);
  }
  return { parts: [{ type: 'users', first, users }], digest: hash.digest(), sessions, actionEvents };
}

/** Events and sessions of a stretch of users, numbered on from `firstSession`. */
export async function eventParts(world: World, first: number, count: number, firstSession: number, breath: Breath): Promise<WorldChunk> {
  const hash = new ContentHash();
  const parts: ImportPart[] = [];
  let buffer = new EventBuffer();
  const sessions: { user: number; firstSeq: number; events: number; startMs: number; endMs: number; name: string }[] = [];
  const flush = () => {
    if (buffer.rows === 0) return;
    const columns = buffer.columns();
    for (const [name, values] of Object.entries(columns)) if (name !== 'text') hash.add(`events.${name}`, values as Int32Array);
    for (const { row, text } of columns.text) hash.add('events.text', `${JSON.stringify([columns.user[row], columns.seq[row], text])}\n`);
    parts.push({ type: 'events', columns });
    buffer = new EventBuffer();
  };
  for (let user = first; user < first + count; user += 1) {
    let seq = 0;
    let ordinal = 0;
    await playWhole(world, user, breath, (step) => {
      if (step.firstOfSession) {
        ordinal += 1;
        sessions.push({ user, firstSeq: seq, events: 0, startMs: step.atMs, endMs: step.atMs, name: `${worldUserId(user)}:${ordinal}` });
      }
      const session = sessions.at(-1);
      if (session !== undefined) {
        session.events += 1;
        session.endMs = step.atMs;
      }
      buffer.add(user, seq, firstSession + sessions.length - 1, step);
      seq += 1;
      if (buffer.rows === blockRows) flush();
    });
  }
  flush();
  if (sessions.length > 0) {
    const part = {
      user: Int32Array.from(sessions, ({ user }) => user),
      firstSeq: Int32Array.from(sessions, ({ firstSeq }) => firstSeq),
      events: Int32Array.from(sessions, ({ events }) => events),
      startMs: Float64Array.from(sessions, ({ startMs }) => startMs),
      endMs: Float64Array.from(sessions, ({ endMs }) => endMs),
    };
    for (const [name, values] of Object.entries(part)) hash.add(`sessions.${name}`, values);
    parts.push({ type: 'sessions', first: firstSession, ...part, names: sessions.map(({ name }) => name) });
  }
  return { parts, digest: hash.digest() };
}

async function playWhole(world: World, user: number, breath: Breath, visit: (step: Readonly<SequenceStep>) => void): Promise<void> {
  if (!hasLongSequence(world.recipe, user)) return;
  const player = new SequencePlayer(world);
  const who = makeUser(world.recipe, world.seed, user);
  for (let day = 0; day < sequenceDays; day += playedDays) {
    player.play(who, day, Math.min(sequenceDays, day + playedDays), visit);
    await breath.take();
  }
}

/** One block of events being gathered. */
class EventBuffer {
  rows = 0;
  readonly #user = new Int32Array(blockRows);
  readonly #seq = new Int32Array(blockRows);
  readonly #item = new Int32Array(blockRows);
  readonly #actions = new Int32Array(blockRows);
  readonly #atMs = new Float64Array(blockRows);
  readonly #session = new Int32Array(blockRows);
  readonly #surface = new Int16Array(blockRows);
  readonly #dwellMs = new Float32Array(blockRows);
  readonly #text: { readonly row: number; readonly text: string }[] = [];

  add(user: number, seq: number, session: number, step: Readonly<SequenceStep>): void {
    const row = this.rows;
    this.#user[row] = user;
    this.#seq[row] = seq;
    this.#item[row] = step.item;
    this.#actions[row] = step.actions;
    this.#atMs[row] = step.atMs;
    this.#session[row] = session;
    this.#surface[row] = step.surface;
    this.#dwellMs[row] = step.dwellMs;
    if (step.query !== undefined) this.#text.push({ row, text: step.query });
    this.rows += 1;
  }

  columns(): EventColumns {
    const { rows } = this;
    return {
      user: this.#user.slice(0, rows),
      seq: this.#seq.slice(0, rows),
      item: this.#item.slice(0, rows),
      actions: this.#actions.slice(0, rows),
      atMs: this.#atMs.slice(0, rows),
      session: this.#session.slice(0, rows),
      surface: this.#surface.slice(0, rows),
      dwellMs: this.#dwellMs.slice(0, rows),
      value: new Float32Array(rows).fill(Number.NaN),
      text: this.#text,
    };
  }
}
