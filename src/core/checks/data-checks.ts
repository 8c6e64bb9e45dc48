import type { CheckDefinition } from './check-definition.ts';
import { coverageCheck } from './evaluation/coverage-check.ts';
import { estimatorCheck } from './evaluation/estimator-check.ts';
import { honestyCheck } from './evaluation/honesty-check.ts';
import { frontChecks } from './evaluation/front-checks.ts';
import { catalogueChecks } from './world/catalogue-checks.ts';
import { frontierChecks } from './world/frontier-checks.ts';
import { groupChecks } from './world/group-checks.ts';
import { logChecks } from './world/log-checks.ts';
import { requestChecks } from './world/request-checks.ts';
import { sequenceChecks } from './world/sequence-checks.ts';

/** Every claim that is measured on data alone, in the order it is shown. */
export const dataChecks: readonly CheckDefinition[] = [
  ...frontierChecks,
  ...requestChecks,
  ...logChecks,
  ...groupChecks,
  ...sequenceChecks,
  ...catalogueChecks,
  estimatorCheck,
  coverageCheck,
  honestyCheck,
  ...frontChecks,
];
