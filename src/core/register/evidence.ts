import type { PointFigures, PolicyFigures } from '../policy/sweep-result.ts';

/** What every set of figures holds, whichever rows it comes from. */
export type EvidenceFigures = Pick<PointFigures, 'values' | 'lifts' | 'liftIntervals' | 'intervals' | 'hits' | 'ess'> &
  Partial<Pick<PointFigures, 'rewards'>>;

/** The figures that a proposal and an approval quote, and the rows they come from. */
export interface Evidence {
  /** `confirm`: rows that neither learned nor scored; `scored`: the rows that also served to choose the point. */
  readonly rows: 'confirm' | 'scored';
  readonly figures: EvidenceFigures;
  /** What the figures are and are not, in words. */
  readonly note: string;
}

const notes = {
  confirm: 'These figures come from the confirm rows: users that neither taught the policy nor served to choose it.',
  scored:
    'These figures come from the scored rows, which also served to choose the point. No separate confirm rows were kept, so expect the true values to be somewhat lower.',
} as const;

/** A point's figures on its confirm rows where the sweep kept any, else on the scored rows; a sweep's own figures never stand in for refused confirm rows. */
export function evidenceOf(point: PolicyFigures): Evidence {
  const rows = point.confirm === undefined ? 'scored' : 'confirm';
  const refusal = point.confirm?.refused === true ? point.confirm.flags.find(({ level }) => level === 'refusal') : undefined;
  const note = refusal === undefined ? notes[rows] : `${notes[rows]} They carry no number for ${refusal.message}`;
  return { rows, figures: point.confirm ?? point, note };
}
