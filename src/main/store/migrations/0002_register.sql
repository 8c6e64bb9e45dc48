-- Frontier snapshots by the SHA-256 of their text: stored once, never changed.
CREATE TABLE register_snapshots (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The audit chain of the register of operating policies: every entry holds the hash of the one before.
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

-- Both only grow. The insert triggers also stop INSERT OR REPLACE, which runs no delete trigger.
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

CREATE TRIGGER register_entries_delete BEFORE DELETE ON register_entries
BEGIN
  SELECT RAISE(ABORT, 'the register only grows');
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

CREATE TRIGGER register_snapshots_delete BEFORE DELETE ON register_snapshots
BEGIN
  SELECT RAISE(ABORT, 'a snapshot never changes');
END;
