/**
 * How long-term user embeddings became part of the state that a policy was learned on; kept in its run, its snapshot and its export. The rule of the join: a
 * request at time t has the newest embedding of its user that was made as of t or earlier, however old; such an embedding knows only events before its as-of
 * time, so nothing of the request or of what came after it. Requests without a user, a time or such an embedding have a missing one.
 */
export interface UserEmbeddingState {
  /** SHA-256 of the manifest of the bundle that made the embeddings, and its name then, where it was known. */
  readonly bundle: string;
  readonly bundleName?: string;
  /** Width of a stored embedding. */
  readonly dimensions: number;
  /** The context columns that carry it, in order; all of them are missing where the embedding is, and the first one's flag says so. */
  readonly columns: readonly string[];
  /** Seed of `embeddingProjection`; absent where the embedding was taken as it is. */
  readonly seed?: number;
  readonly rowsWith: number;
  readonly rowsWithout: number;
  /** Embeddings that at least one request has, and as of when (ISO 8601): the oldest and the newest. */
  readonly embeddings: number;
  readonly asOf: { readonly from: string; readonly to: string };
  /** SHA-256 over those embeddings (user, as-of time, vector), in order of user and time. */
  readonly hash: string;
}
