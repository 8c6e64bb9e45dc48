import { call } from '../../rpc/procedure.ts';
import { evaluateBaselines } from './tasks/baselines.ts';
import { policyBootstrap } from './tasks/bootstrap.ts';
import { importPreview, importRun } from './tasks/import.ts';
import { policyHealth } from './tasks/health.ts';
import { policyHeads } from './tasks/heads.ts';
import { policyOpe } from './tasks/ope.ts';
import { policySweep } from './tasks/sweep.ts';
import { verifyChecks } from './tasks/verify.ts';
import { worldChunk } from './tasks/world.ts';

/** Every task a compute worker runs. A task's module exports its procedures and its handlers; both are listed here. */
export const computeContract = {
  /** Ends the worker once the answer is out; used by the client alone. */
  'worker.stop': call<Record<string, never>, undefined>(),
  'import.preview': importPreview,
  'import.run': importRun,
  'evaluate.baselines': evaluateBaselines,
  'policy.sweep': policySweep,
  'policy.bootstrap': policyBootstrap,
  'policy.ope': policyOpe,
  'policy.health': policyHealth,
  'policy.heads': policyHeads,
  'world.chunk': worldChunk,
  'verify.checks': verifyChecks,
};

export type ComputeContract = typeof computeContract;
