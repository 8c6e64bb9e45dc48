CREATE TRIGGER policy_decisions_delete BEFORE DELETE ON policy_decisions
BEGIN
  SELECT RAISE(ABORT, 'a logged decision never changes');
END;

CREATE TRIGGER policy_decisions_update BEFORE UPDATE ON policy_decisions
BEGIN
  SELECT RAISE(ABORT, 'a logged decision never changes');
END;

CREATE TRIGGER register_entries_delete BEFORE DELETE ON register_entries
BEGIN
  SELECT RAISE(ABORT, 'the register only grows');
END;

CREATE TRIGGER register_entries_insert BEFORE INSERT ON register_entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM register_entries)
  OR NEW.previous IS NOT coalesce((SELECT hash FROM register_entries ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
BEGIN
  SELECT RAISE(ABORT, 'the register only grows at its end');
END;

CREATE TRIGGER register_entries_update BEFORE UPDATE ON register_entries
BEGIN
  SELECT RAISE(ABORT, 'the register only grows');
END;

CREATE TRIGGER register_snapshots_delete BEFORE DELETE ON register_snapshots
BEGIN
  SELECT RAISE(ABORT, 'a snapshot never changes');
END;

CREATE TRIGGER register_snapshots_insert BEFORE INSERT ON register_snapshots
WHEN EXISTS (SELECT 1 FROM register_snapshots WHERE hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'a snapshot is stored once');
END;

CREATE TRIGGER register_snapshots_update BEFORE UPDATE ON register_snapshots
BEGIN
  SELECT RAISE(ABORT, 'a snapshot never changes');
END;

CREATE TABLE datasets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('writing', 'ready', 'dead')),
  created_at_ms INTEGER NOT NULL,
  demo INTEGER NOT NULL DEFAULT 0,
  hash TEXT NOT NULL DEFAULT '',
  users INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,
  sessions INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,
  untimed_events INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  first_at_ms REAL,
  last_at_ms REAL,
  actions_json TEXT NOT NULL DEFAULT '[]',
  surfaces_json TEXT NOT NULL DEFAULT '[]',
  logs_json TEXT NOT NULL DEFAULT '[]',
  counts_json TEXT NOT NULL DEFAULT '{}'
, catalogue_hash TEXT NOT NULL DEFAULT '', world_json TEXT) STRICT;

CREATE TABLE event_texts (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  user INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (dataset, user, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  user INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  item INTEGER NOT NULL,
  actions INTEGER NOT NULL,
  at_ms REAL,
  session INTEGER NOT NULL,
  surface INTEGER NOT NULL,
  dwell_ms REAL,
  value REAL,
  PRIMARY KEY (dataset, user, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at_ms INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL,
  body_json TEXT NOT NULL
) STRICT;

CREATE TABLE item_sessions (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  block INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  sessions BLOB NOT NULL,
  PRIMARY KEY (dataset, block, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  item INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  topics_json TEXT NOT NULL,
  creator TEXT,
  created_at_ms REAL,
  image TEXT,
  text TEXT, boards_json TEXT,
  PRIMARY KEY (dataset, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  phase TEXT NOT NULL,
  fraction REAL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  result_json TEXT,
  error_json TEXT
) STRICT;

CREATE TABLE log_blocks (
  id INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  log INTEGER NOT NULL,
  column INTEGER NOT NULL,
  block INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE mappings (
  name TEXT PRIMARY KEY,
  mapping_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  policy INTEGER NOT NULL,
  source TEXT NOT NULL,
  reason TEXT,
  detail TEXT NOT NULL,
  action TEXT NOT NULL,
  latency_ms REAL NOT NULL,
  request INTEGER,
  injected TEXT
) STRICT;

CREATE TABLE register_entries (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  payload TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE register_snapshots (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rejects (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  number INTEGER NOT NULL,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (dataset, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE request_candidates (
  id INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  log INTEGER NOT NULL,
  request INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  dataset TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  result_json TEXT NOT NULL
) STRICT;

CREATE TABLE search_blocks (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  kind TEXT NOT NULL CHECK (kind IN ('item', 'user', 'session')),
  block INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (dataset, kind, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE session_users (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  block INTEGER NOT NULL,
  users BLOB NOT NULL,
  PRIMARY KEY (dataset, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  session INTEGER NOT NULL,
  user INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  name TEXT,
  first_seq INTEGER NOT NULL,
  events INTEGER NOT NULL,
  start_ms REAL,
  end_ms REAL,
  PRIMARY KEY (dataset, session)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_embeddings (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  bundle TEXT NOT NULL,
  user INTEGER NOT NULL,
  as_of_ms INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (dataset, bundle, user, as_of_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  user INTEGER NOT NULL,
  id TEXT NOT NULL,
  events INTEGER NOT NULL,
  attributes_json TEXT,
  PRIMARY KEY (dataset, user)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX datasets_name ON datasets (name) WHERE state <> 'dead';

CREATE INDEX findings_dataset ON findings (dataset, id);

CREATE UNIQUE INDEX log_blocks_place ON log_blocks (dataset, log, column, block);

CREATE INDEX policy_decisions_policy ON policy_decisions (policy, id);

CREATE UNIQUE INDEX request_candidates_place ON request_candidates (dataset, log, request);

CREATE UNIQUE INDEX sessions_name ON sessions (dataset, name) WHERE name IS NOT NULL;

CREATE INDEX sessions_user ON sessions (dataset, user, ordinal);

CREATE UNIQUE INDEX users_id ON users (dataset, id);
