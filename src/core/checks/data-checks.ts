import type { CheckDefinition } from './check-definition.ts';
import { coverageCheck } from './evaluation/coverage-check.ts';
import { estimatorCheck } from './evaluation/estimator-check.ts';
import { honestyCheck } from './evaluation/honesty-check.ts';
import { frontChecks } from './evaluation/front-checks.ts';
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
  honestyCheck,
  ...frontChecks,
];
