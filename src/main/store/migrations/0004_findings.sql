-- Requests kept with what they showed. `body_json` holds the request, the observation and what is expected of it.
CREATE TABLE findings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at_ms INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL,
  body_json TEXT NOT NULL
) STRICT;

CREATE INDEX findings_dataset ON findings (dataset, id);
