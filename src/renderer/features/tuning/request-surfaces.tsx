import type { RequestExplanation } from '../../../contract/explanations.ts';
import type { RequestRecord } from '../../../contract/requests.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName } from '../../ui/format.ts';
import { QSurface } from './q-surface.tsx';
import classes from './request-view.module.css';
import { weightPlane } from './weight-plane.ts';

interface RequestSurfacesProps {
  readonly result: SweepResult;
  readonly logged: RequestRecord;
  readonly explanation: RequestExplanation;
}

/** By what the action is chosen. */
function deciding(isPreference: boolean): string {
  return isPreference
    ? ' The preference decides; the policy learned it from rewards without predicting them.'
    : ' The score decides: it is what the predicted rewards come to once weighed.';
}

/** What each action scores and is predicted to bring: the policy's score first, since by it the action is chosen. */
export function RequestSurfaces({ result, logged, explanation: { choice, objectives, surfaces } }: RequestSurfacesProps) {
  const marks = { result, chosen: choice.action, logged: logged.action.index };
  const plane = weightPlane(result);
  const axes = plane === undefined ? '' : `, the weight of ${formatName(plane.heads[0])} across and of ${formatName(plane.heads[1])} down`;
  return (
    <>
      <div className={classes['surfaces']}>
        {choice.scores === undefined ? undefined : (
          <QSurface title={choice.ground.type === 'preference' ? 'Preference' : 'Score'} values={choice.scores} {...marks} />
        )}
        {objectives.map((objective, place) => (
          <QSurface key={objective} title={`Predicted ${formatName(objective)}`} values={surfaces[place] ?? []} {...marks} />
        ))}
      </div>
      <p className="dim">
        One cell per action{axes}, a stronger tint is more. Thick outline: what the policy takes; thin: what was logged; diamond:
        production.
        {choice.scores === undefined ? '' : deciding(choice.ground.type === 'preference')}
      </p>
    </>
  );
}
