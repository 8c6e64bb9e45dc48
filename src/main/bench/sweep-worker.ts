import { parentPort, workerData } from 'node:worker_threads';
import { measureSweep, type SweepKind, type SweepReport } from './cases/sweep-kind.ts';

/** The thread in which one kind of rows is swept. */
const say = (report: SweepReport) => parentPort?.postMessage(report);
say(measureSweep(workerData as SweepKind, say));
