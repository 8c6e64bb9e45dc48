import type { Handlers } from '../../rpc/procedure.ts';
import type { ComputeContract } from './contract.ts';
import { runEvaluateBaselines } from './tasks/baselines.ts';
import { runPolicyBootstrap } from './tasks/bootstrap.ts';
import { runImportPreview, runImport } from './tasks/import.ts';
import { runPolicyHealth } from './tasks/health.ts';
import { runPolicyHeads } from './tasks/heads.ts';
import { runPolicyOpe } from './tasks/ope.ts';
import { runPolicySweep } from './tasks/sweep.ts';
import { runVerifyChecks } from './tasks/verify.ts';
import { runWorldChunk } from './tasks/world.ts';

/** The handlers of every task; `stop` ends the worker. */
export function computeHandlers(stop: () => void): Handlers<ComputeContract> {
  return {
    'worker.stop': () => stop() as undefined,
    'import.preview': runImportPreview,
    'import.run': runImport,
    'evaluate.baselines': runEvaluateBaselines,
    'policy.sweep': runPolicySweep,
    'policy.bootstrap': runPolicyBootstrap,
    'policy.ope': runPolicyOpe,
    'policy.health': runPolicyHealth,
    'policy.heads': runPolicyHeads,
    'world.chunk': runWorldChunk,
    'verify.checks': runVerifyChecks,
  };
}
