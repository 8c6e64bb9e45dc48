import type { RequestExplanation } from '../../../contract/explanations.ts';
import type { RequestRecord } from '../../../contract/requests.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName, formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { answerSentence, groundSentence } from './request-words.ts';
import classes from './request-view.module.css';

interface RequestAnswerProps {
  readonly result: SweepResult;
  readonly logged: RequestRecord;
  readonly explanation: RequestExplanation;
  readonly nameOf: (action: number) => string;
}

/** What the request gets, from which alpha or net, and how the next best action, production and what was logged compare. */
export function RequestAnswer({ result, logged, explanation, nameOf }: RequestAnswerProps) {
  const { choice, objectives, surfaces } = explanation;
  const { action, scores } = choice;
  const production = result.statics.find((arm) => arm.production)?.action;
  const rows = comparedActions(explanation, production, logged.action.index);
  return (
    <Panel title="Why this choice" note={`request ${logged.request}`}>
      <p className={classes['sentence']}>
        <strong>{answerSentence(nameOf(action), action, production)}</strong> {groundSentence(choice, result)}
      </p>
      <ScrollTable
        label="Actions compared"
        caption="What is predicted for this request under each action"
        columns={[
          'for this request',
          'action',
          ...objectives.map((objective) => ({
            number: `predicted ${formatName(objective)}`,
            ...(production === undefined ? {} : { title: 'In brackets how much more or less than under production' }),
          })),
          ...(scores === undefined
            ? []
            : [
                {
                  number: 'score below it',
                  title: 'How far its score is below that of the choice: the policy takes the action with the highest',
                },
              ]),
        ]}
      >
        {rows.map(({ action: row, roles }) => (
          <tr key={row} data-current={row === action || undefined}>
            <th scope="row">
              {roles.join(', ')} {row === production ? <ProductionGlyph /> : undefined}
            </th>
            <td className={classes['action']}>{nameOf(row)}</td>
            {objectives.map((objective, place) => {
              const value = surfaces[place]?.[row] ?? NaN;
              const base = production === undefined ? undefined : surfaces[place]?.[production];
              return (
                <td key={objective} className="number">
                  {formatSignificant(value, 4)}{' '}
                  {row === production || base === undefined ? undefined : <span className="dim">({difference(value - base)})</span>}
                </td>
              );
            })}
            {scores === undefined ? undefined : (
              <td className="number">{row === action ? '0' : formatSignificant((scores[action] ?? NaN) - (scores[row] ?? NaN), 2)}</td>
            )}
          </tr>
        ))}
      </ScrollTable>
    </Panel>
  );
}

/** A prediction may be near 0, where a share of it would say nothing. */
function difference(value: number): string {
  return `${value > 0 ? '+' : ''}${formatSignificant(value, 2)}`;
}

/** The choice, the next best by score, production and the logged action; one row where they are the same. */
function comparedActions({ choice: { action, scores } }: RequestExplanation, production: number | undefined, logged: number) {
  const rows = new Map<number, string[]>();
  const add = (row: number | undefined, role: string) => {
    if (row !== undefined && row >= 0) rows.set(row, [...(rows.get(row) ?? []), role]);
  };
  add(action, 'Policy');
  const next = scores
    ?.map((score, place) => ({ score, place }))
    .filter(({ place }) => place !== action)
    .toSorted((a, b) => b.score - a.score)[0];
  add(next?.place, 'Next best');
  add(production, 'Production');
  add(logged, 'Logged');
  return [...rows].map(([row, roles]) => ({ action: row, roles }));
}
