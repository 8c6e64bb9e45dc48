import type { RequestExplanation } from '../../../contract/explanations.ts';
import type { RequestRecord } from '../../../contract/requests.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName } from '../../ui/format.ts';
import { QSurface } from './q-surface.tsx';
import classes from './request-view.module.css';

interface RequestSurfacesProps {
  readonly result: SweepResult;
  readonly logged: RequestRecord;
  readonly explanation: RequestExplanation;
}

/** What each action scores and is predicted to bring: the policy's score first, since by it the action is chosen. */
export function RequestSurfaces({ result, logged, explanation: { choice, objectives, surfaces } }: RequestSurfacesProps) {
  const marks = { result, chosen: choice.action, logged: logged.action.index };
  return (
    <div className={classes['surfaces']}>
      {choice.scores === undefined ? undefined : (
        <QSurface title={choice.ground.type === 'preference' ? 'Preference' : 'Score'} values={choice.scores} {...marks} />
      )}
      {objectives.map((objective, place) => (
        <QSurface key={objective} title={`Predicted ${formatName(objective)}`} values={surfaces[place] ?? []} {...marks} />
      ))}
    </div>
  );
}
