import type { Expectation, Finding, FindingRerun, findingsContract, Observation } from '../../../contract/findings.ts';
import type { RequestInput } from '../../../contract/inspect.ts';
import { compareTops } from '../../../core/findings/compare-observations.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { StoredFinding } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import { findingsCsv } from '../findings/findings-csv.ts';
import { holds, observe } from '../findings/observe.ts';

interface FindingBody {
  readonly request: RequestInput;
  readonly observation: Observation;
  readonly expect?: Expectation;
}

/** Findings: requests kept with what they showed, looked at again on another bundle, exported. */
export function findingsHandlers(context: HostContext): Handlers<typeof findingsContract> {
  const { store, notify } = context;
  return {
    'findings.list': ({ dataset }) => ({ findings: store.findings.list(dataset).map(toFinding) }),

    'findings.create': async ({ request: asked, item, author, note, expect }, { signal }) => {
      // The end of a sequence moves when it is imported again; a finding names its place.
      const dataset = store.datasets.get(asked.dataset);
      const request = { ...asked, at: asked.at ?? store.users.get(dataset, asked.user).events };
      if (item !== undefined && expect !== undefined && expect.item !== item)
        throw new RpcError({ code: 'usage', message: 'What is expected must be about the item of the finding.' });
      const observation = await observe(context, request, item ?? expect?.item, signal);
      const body: FindingBody = { request, observation, ...(expect === undefined ? {} : { expect }) };
      const id = store.findings.insert({ createdAtMs: Date.now(), dataset: asked.dataset, author, note, body });
      notify('findings');
      return toFinding(store.findings.get(id));
    },

    'findings.remove': ({ finding }) => {
      store.findings.remove(finding);
      notify('findings');
      return { removed: finding };
    },

    'findings.rerun': async ({ finding, bundle }, { signal }) => rerun(context, toFinding(store.findings.get(finding)), bundle, signal),

    'findings.export': ({ format, findings: chosen }) => {
      const all = store.findings.list().map(toFinding).toReversed();
      const findings = chosen === undefined ? all : chosen.map((id) => toFinding(store.findings.get(id)));
      const text = format === 'csv' ? findingsCsv(findings) : `${JSON.stringify({ findings }, undefined, 2)}\n`;
      return { text, findings: findings.length };
    },
  };
}

async function rerun(context: HostContext, finding: Finding, bundle: string | undefined, signal: AbortSignal): Promise<FindingRerun> {
  const { request, observation: before, expect } = finding;
  const after = await observe(context, bundle === undefined ? request : { ...request, bundle }, before.item?.id, signal);
  const difference = compareTops(before, after);
  return {
    finding: finding.id,
    before,
    after,
    ...difference,
    same: difference.moves.length === 0 && before.item?.reason.type === after.item?.reason.type && before.item?.rank === after.item?.rank,
    ...(expect === undefined ? {} : { held: { before: holds(before, expect), after: holds(after, expect) } }),
  };
}

function toFinding({ id, createdAtMs, author, note, body }: StoredFinding): Finding {
  return { id, createdAtMs, author, note, ...(body as FindingBody) };
}
