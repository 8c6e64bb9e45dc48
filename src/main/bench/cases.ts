import type { BenchCase } from './bench-case.ts';
import { arraysCase } from './cases/arrays.ts';
import { pausesCase } from './cases/pauses.ts';

export const benchCases: readonly BenchCase[] = [arraysCase, pausesCase];
