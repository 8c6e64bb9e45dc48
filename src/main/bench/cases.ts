import type { BenchCase } from './bench-case.ts';
import { arraysCase } from './cases/arrays.ts';
import { inspectCase } from './cases/inspect.ts';
import { modelCase } from './cases/model.ts';
import { pausesCase } from './cases/pauses.ts';
import { sliderCase } from './cases/slider.ts';
import { sweepCase } from './cases/sweep.ts';
import { wholeWorldsCase, worldCase } from './cases/world.ts';

export const benchCases: readonly BenchCase[] = [
  arraysCase,
  inspectCase,
  modelCase,
  pausesCase,
  sliderCase,
  sweepCase,
  worldCase,
  wholeWorldsCase,
];
