import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { parseIsoTime } from '../../../core/dataset/parse-time.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { readKuairandHistory } from './read-kuairand-history.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

/** Each log row is one event; its feedback columns are the bits. `impression` is set on every row. */
const feedback = [
  { name: 'impression', positive: false, column: undefined },
  { name: 'click', positive: true, column: 'is_click' },
  { name: 'like', positive: false, column: 'is_like' },
  { name: 'follow', positive: false, column: 'is_follow' },
  { name: 'comment', positive: false, column: 'is_comment' },
  { name: 'forward', positive: false, column: 'is_forward' },
  { name: 'hate', positive: false, column: 'is_hate' },
  { name: 'long_view', positive: true, column: 'long_view' },
  { name: 'profile', positive: false, column: 'is_profile_enter' },
] as const;

/** KuaiRand: videos, the log (multi-hot events with surface and dwell), the untimed history, and facts of the users. */
export async function* readKuairand(build: ImportBuild, files: readonly DetectedFile[]): AsyncGenerator<ImportPart> {
  build.actions = feedback.map(({ name, positive }) => ({ name, positive }));
  const of = (role: string) => files.filter((one) => one.role === role).map((one) => one.file);
  for (const file of of('items')) yield* readVideos(build, file);
  const seen = new RecordSet();
  for (const file of of('log')) yield* readLog(build, file, seen);
  build.logUsers = build.users.size;
  for (const file of of('history')) yield* readKuairandHistory(build, file);
  for (const file of of('users')) yield* readUsers(build, file);
}

async function* readVideos(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const [id, author, uploaded, tag] = ['video_id', 'author_id', 'upload_dt', 'tag'].map((name) => requiredColumn(file, name)) as [
    number,
    number,
    number,
    number,
  ];
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const video = fields[id] ?? '';
    if (video === '') return { code: 'missing-item', message: 'video_id is empty' };
    const creator = fields[author] ?? '';
    const createdAtMs = parseIsoTime(fields[uploaded] ?? '');
    const topics = (fields[tag] ?? '').split(',').filter((topic) => topic !== '');
    const item = {
      id: video,
      title: `Video ${video}`,
      topics,
      ...(creator === '' ? {} : { creator }),
      ...(createdAtMs === undefined ? {} : { createdAtMs }),
    };
    return build.items.describe(item) ? undefined : { code: 'duplicate-item', message: `video_id ${shown(video)} is described twice` };
  });
}

async function* readLog(build: ImportBuild, file: SourceFile, seen: RecordSet): AsyncGenerator<ImportPart> {
  const user = requiredColumn(file, 'user_id');
  const video = requiredColumn(file, 'video_id');
  const at = requiredColumn(file, 'time_ms');
  const tab = requiredColumn(file, 'tab');
  const played = requiredColumn(file, 'play_time_ms');
  const random = requiredColumn(file, 'is_rand');
  const flags = feedback.flatMap(({ column }, bit) => (column === undefined ? [] : [{ column, bit, index: requiredColumn(file, column) }]));
  const time = await timeReader(file, at);
  if (time.note !== undefined) build.note(time.note);
  let randomRows = 0;
  yield* readRows(build, file, { isLog: true, seen, equal: 'drop' }, (fields) => {
    const userId = fields[user] ?? '';
    const videoId = fields[video] ?? '';
    if (userId === '') return { code: 'missing-user', message: 'user_id is empty' };
    if (videoId === '') return { code: 'missing-item', message: 'video_id is empty' };
    const atMs = time.read(fields[at] ?? '');
    if (atMs === undefined) return time.problem(fields[at] ?? '');
    let actions = 1;
    for (const { column, bit, index } of flags) {
      const flag = fields[index];
      if (flag === '1') actions |= 1 << bit;
      else if (flag !== '0') return { code: 'bad-value', message: `${column} is ${shown(flag ?? '')}, not 0 or 1` };
    }
    const dwellMs = parseNumber(fields[played] ?? '');
    if (dwellMs === undefined) return { code: 'bad-value', message: `play_time_ms is ${shown(fields[played] ?? '')}, not a number` };
    if (fields[random] === '1') randomRows += 1;
    const surface = build.surfaces.add(`tab ${fields[tab] ?? ''}`);
    build.events.add({ user: build.users.add(userId), item: build.items.number(videoId), actions, atMs, surface, dwellMs });
    return undefined;
  });
  if (randomRows === 0)
    build.note(
      `${file.path}: is_rand is 0 throughout, so these are standard exposures without known propensities; they are events, not an exploration log.`,
    );
  else
    build.note(
      `${file.path}: ${randomRows} rows are random exposures (is_rand = 1); they are read as events, since the file names no propensities.`,
    );
}

async function* readUsers(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const user = requiredColumn(file, 'user_id');
  const names = ['user_active_degree', 'register_days_range'];
  const columns = names.map((name) => requiredColumn(file, name));
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const known = build.users.find(fields[user] ?? '');
    if (known === undefined) return undefined;
    build.userAttributes.set(known, Object.fromEntries(names.map((name, index) => [name, fields[columns[index] ?? -1] ?? ''])));
    return undefined;
  });
}
