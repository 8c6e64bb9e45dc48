-- What was answered to requests of operating policies when it was not the policy's own answer, and every answer of a failure drill. Only grows; no part of the audit chain.
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

CREATE INDEX policy_decisions_policy ON policy_decisions (policy, id);

CREATE TRIGGER policy_decisions_update BEFORE UPDATE ON policy_decisions
BEGIN
  SELECT RAISE(ABORT, 'a logged decision never changes');
END;

CREATE TRIGGER policy_decisions_delete BEFORE DELETE ON policy_decisions
BEGIN
  SELECT RAISE(ABORT, 'a logged decision never changes');
END;
