import type { StoreDatabase } from './database.ts';
import type { Store, StoredDecision } from './types.ts';

const columns = 'id, at_ms AS atMs, policy, source, reason, detail, action, latency_ms AS latencyMs, request, injected';

type Nullable = 'reason' | 'request' | 'injected';
type DecisionRow = Omit<StoredDecision, Nullable> & { readonly [Key in Nullable]: Exclude<StoredDecision[Key], undefined> | null };

/** Fallbacks and drills: the tables refuse to change or delete what was logged. */
export function decisionRepository(database: StoreDatabase): Store['decisions'] {
  return {
    list(policy, limit) {
      const rows = database
        .statement(`SELECT ${columns} FROM policy_decisions WHERE policy = ? ORDER BY id DESC LIMIT ?`)
        .all(policy, limit) as DecisionRow[];
      return rows.map(({ reason, request, injected, ...row }) => ({
        ...row,
        ...(reason === null ? {} : { reason }),
        ...(request === null ? {} : { request }),
        ...(injected === null ? {} : { injected }),
      }));
    },

    insert({ atMs, policy, source, reason, detail, action, latencyMs, request, injected }) {
      database.assertWritable();
      database
        .statement(
          'INSERT INTO policy_decisions (at_ms, policy, source, reason, detail, action, latency_ms, request, injected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(atMs, policy, source, reason ?? null, detail, action, latencyMs, request ?? null, injected ?? null);
    },
  };
}
