import type { CheckDefinition } from './check-definition.ts';
import { closedLoopCheck } from './evaluation/closed-loop-check.ts';
import { coverageCheck } from './evaluation/coverage-check.ts';
import { estimatorCheck } from './evaluation/estimator-check.ts';
import { simultaneousCoverageCheck } from './evaluation/simultaneous-coverage.ts';
import { frontierCoverageChecks, sameDataCheck } from './evaluation/frontier-coverage.ts';
import { honestyCheck } from './evaluation/honesty-check.ts';
import { frontChecks } from './evaluation/front-checks.ts';
import { learnedGainCheck } from './evaluation/learned-gain-check.ts';
import { proposableCheck } from './evaluation/proposable-check.ts';
import { rewardAtHitCheck } from './evaluation/reward-at-hit-check.ts';
import { shareCalibrationChecks } from './evaluation/share-calibration.ts';
import { catalogueChecks } from './world/catalogue-checks.ts';
import { codeChecks } from './world/code-checks.ts';
import { driftCheck } from './world/drift-check.ts';
import { factorChecks } from './world/factor-checks.ts';
import { frontierChecks } from './world/frontier-checks.ts';
import { groupChecks } from './world/group-checks.ts';
import { labelChecks } from './world/label-checks.ts';
import { logChecks } from './world/log-checks.ts';
import { requestChecks } from './world/request-checks.ts';
import { sequenceChecks } from './world/sequence-checks.ts';
import { truthChecks } from './world/truth-checks.ts';

/** Every claim that is measured on data alone, in the order it is shown. */
export const dataChecks: readonly CheckDefinition[] = [
  ...frontierChecks,
  ...requestChecks,
  driftCheck,
  ...logChecks,
  ...truthChecks,
  ...groupChecks,
  ...sequenceChecks,
  ...catalogueChecks,
  ...codeChecks,
  ...factorChecks,
  ...labelChecks,
  estimatorCheck,
  coverageCheck,
  ...frontierCoverageChecks,
  simultaneousCoverageCheck,
  sameDataCheck,
  honestyCheck,
  proposableCheck,
  rewardAtHitCheck,
  ...shareCalibrationChecks,
  learnedGainCheck,
  closedLoopCheck,
  ...frontChecks,
];
