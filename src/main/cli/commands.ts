import type { Command } from './command.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { benchCommand } from './commands/bench.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { exportCommand } from './commands/export.ts';
import { findingsCommand } from './commands/findings.ts';
import { importCommand } from './commands/import.ts';
import { inspectCommand } from './commands/inspect.ts';
import { bundlesCommand, datasetsCommand, devicesCommand, runsCommand } from './commands/lists.ts';
import { opeCommand } from './commands/ope.ts';
import { paretoCommand } from './commands/pareto.ts';
import { policyCommand } from './commands/policy.ts';
import { replayCommand } from './commands/replay.ts';
import { serveCommand } from './commands/serve.ts';
import { sessionsCommand } from './commands/sessions.ts';
import { sweepCommand } from './commands/sweep.ts';
import { trainCommand } from './commands/train.ts';
import { verifyCommand } from './commands/verify.ts';
import { worldCommand } from './commands/world.ts';

/** Every command, in the order of the help page. */
export const commands: readonly Command[] = [
  importCommand,
  datasetsCommand,
  bundlesCommand,
  devicesCommand,
  runsCommand,
  sessionsCommand,
  replayCommand,
  inspectCommand,
  findingsCommand,
  evaluateCommand,
  opeCommand,
  sweepCommand,
  paretoCommand,
  policyCommand,
  worldCommand,
  trainCommand,
  verifyCommand,
  benchCommand,
  serveCommand,
  exportCommand,
  backupCommand,
  restoreCommand,
];
