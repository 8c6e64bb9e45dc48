-- SHA-256 of the catalogue's public fields in order; empty where the dataset was written before this.
ALTER TABLE datasets ADD COLUMN catalogue_hash TEXT NOT NULL DEFAULT '';

-- What a simulated population tells of itself: preset, seed, pinned requests and card.
ALTER TABLE datasets ADD COLUMN world_json TEXT;

-- Titles of the boards an item is on.
ALTER TABLE items ADD COLUMN boards_json TEXT;

-- All candidates of some requests of a log, one row per request: what the schema's `candidates` names, as little-endian numbers.
CREATE TABLE request_candidates (
  id INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  log INTEGER NOT NULL,
  request INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX request_candidates_place ON request_candidates (dataset, log, request);
