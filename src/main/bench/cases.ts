import type { BenchCase } from './bench-case.ts';
import { arraysCase } from './cases/arrays.ts';
import { modelCase } from './cases/model.ts';
import { pausesCase } from './cases/pauses.ts';
import { wholeWorldsCase, worldCase } from './cases/world.ts';

export const benchCases: readonly BenchCase[] = [arraysCase, modelCase, pausesCase, worldCase, wholeWorldsCase];
