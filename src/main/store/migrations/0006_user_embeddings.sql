-- Long-term user embeddings: the `user` output of a bundle (the SHA-256 of its manifest) at the newest event before `as_of_ms`. Derived, so made again where missing.
CREATE TABLE user_embeddings (
  dataset INTEGER NOT NULL REFERENCES datasets (id),
  bundle TEXT NOT NULL,
  user INTEGER NOT NULL,
  as_of_ms INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (dataset, bundle, user, as_of_ms)
) STRICT, WITHOUT ROWID;
