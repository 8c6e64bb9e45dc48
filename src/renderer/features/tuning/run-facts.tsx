import { Tabs } from '@mantine/core';
import { Fragment, memo, useRef } from 'react';
import { multiplicityWords } from '../../../core/policy/simultaneous.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import shared from '../../ui/facts.module.css';
import { formatCount, formatDuration, formatName, formatPercent, formatSignificant } from '../../ui/format.ts';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import type { BesideActions } from './beside-actions.tsx';
import { CohortTable } from './cohort-table.tsx';
import { FindingList } from './finding-list.tsx';
import { LearningCurve } from './learning-curve.tsx';
import { PolicyList } from './policy-list.tsx';
import { estimatorName } from './estimator-name.ts';
import classes from './run-facts.module.css';

function BaselineTable({ result }: { readonly result: SweepResult }) {
  const { full, scored } = result.baseline;
  const scoredArms = new Map(scored.arms.map((arm) => [arm.action, arm]));
  return (
    <table className="grid">
      <caption className="visually-hidden">On-policy means of every arm</caption>
      <thead>
        <tr>
          <th scope="col">arm</th>
          <th scope="col" className="number">
            rows, all
          </th>
          {result.objectives.map((objective) => (
            <th key={objective} scope="col" className="number">
              {formatName(objective)}, all rows
            </th>
          ))}
          <th scope="col" className="number">
            rows, scored
          </th>
          {result.objectives.map((objective) => (
            <th key={objective} scope="col" className="number">
              {formatName(objective)}, scored
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {full.arms.map((arm) => {
          const other = scoredArms.get(arm.action);
          return (
            <tr key={arm.action}>
              <th scope="row">
                {arm.name} {arm.name === full.production ? <ProductionGlyph /> : undefined}
              </th>
              <td className="number">{formatCount(arm.rows)}</td>
              {result.objectives.map((objective) => (
                <td key={objective} className="number">
                  {formatSignificant(arm.means[objective] ?? NaN, 5)}
                </td>
              ))}
              <td className="number">{other === undefined ? '' : formatCount(other.rows)}</td>
              {result.objectives.map((objective) => (
                <td key={objective} className="number">
                  {formatSignificant(other?.means[objective] ?? NaN, 5)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Facts({ result }: { readonly result: SweepResult }) {
  const { split } = result;
  const reference = result.reference
    .map((value, index) => `${formatName(result.objectives[index] ?? '')} ${formatSignificant(value, 4)}`)
    .join(', ');
  const facts = [
    [
      'Split',
      `${formatCount(split.learnRows)} rows to learn, ${formatCount(split.scoreRows)} other rows to score, by ${split.by}, seed ${split.seed}. ${split.note}`,
    ],
    ['Estimator', `${estimatorName(result.estimator)} at ${formatPercent(result.level, 0)}, ${multiplicityWords(result)}.`],
    [
      'Hypervolume',
      `${formatSignificant(result.hypervolume, 4)} of the points that the learned model takes for efficient, so that no scored reward chose them, over the reference ${reference}. ${result.referenceRule}`,
    ],
    ...hypervolumeFacts(result),
    ...(split.estimand === undefined ? [] : [['Estimand', split.estimand] as const]),
    [
      'Divisors',
      Object.entries(result.divisors)
        .map(([objective, divisor]) => `${formatName(objective)} ${formatSignificant(divisor, 4)}`)
        .join(', '),
    ],
    [
      'Breakpoints',
      `${formatCount(result.breakpointCount)} alphas change some choice; ${formatCount(result.breakpoints.length)} of them change at least 0.1% of the scored requests.`,
    ],
    ['Computed in', formatDuration(result.seconds * 1000)],
  ] as const;
  return (
    <dl className={shared['facts']}>
      {facts.map(([name, text]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function hypervolumeFacts({ hypervolumes }: SweepResult): readonly (readonly [string, string])[] {
  if (hypervolumes === undefined) return [];
  const { optimistic, corrected, mixed } = hypervolumes;
  const parts = [
    `${formatSignificant(optimistic, 4)} when the scored rows choose the points (optimistic)`,
    ...(corrected === undefined ? [] : [`${formatSignificant(corrected, 4)} less what the bootstrap says choosing adds`]),
    ...(mixed === undefined
      ? []
      : [
          `personalised over mixed static ${formatSignificant(mixed.ratio, 3)} (${formatSignificant(mixed.personalised, 4)} over ${formatSignificant(mixed.static, 4)})`,
        ]),
  ];
  return [['Other ways to count it', `${parts.join('; ')}.`]];
}

interface RunFactsProps extends BesideActions {
  readonly result: SweepResult;
}

/** What stands behind the frontier: what it cannot say, what it is compared with, how it was made. */
export const RunFacts = memo(function RunFacts({ result, beside, onShow, onPropose }: RunFactsProps) {
  const others = result.policies?.length ?? 0;
  const tabs = useRef<HTMLDivElement>(null);
  return (
    <Tabs
      ref={tabs}
      defaultValue="findings"
      keepMounted={false}
      className={classes['factTabs'] ?? ''}
      // On a low window the tabs stand at the edge, and what they open would be out of sight.
      onChange={() => tabs.current?.scrollIntoView({ block: 'nearest' })}
    >
      <Tabs.List>
        <Tabs.Tab value="findings">Findings ({result.findings.length})</Tabs.Tab>
        <Tabs.Tab value="baseline">Arms and production</Tabs.Tab>
        {result.cohorts === undefined ? undefined : <Tabs.Tab value="cohorts">Cohorts</Tabs.Tab>}
        {others === 0 ? undefined : <Tabs.Tab value="policies">Other policies ({others})</Tabs.Tab>}
        {result.learned === undefined ? undefined : <Tabs.Tab value="learning">Learning</Tabs.Tab>}
        <Tabs.Tab value="facts">How it was made</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="findings" tabIndex={0}>
        <FindingList findings={result.findings} empty="Nothing stands against reading this frontier as it is." />
      </Tabs.Panel>
      <Tabs.Panel value="baseline" tabIndex={0}>
        <BaselineTable result={result} />
      </Tabs.Panel>
      <Tabs.Panel value="cohorts" tabIndex={0}>
        <CohortTable result={result} beside={beside} onShow={onShow} onPropose={onPropose} />
      </Tabs.Panel>
      <Tabs.Panel value="policies" tabIndex={0}>
        <PolicyList result={result} beside={beside} onShow={onShow} onPropose={onPropose} />
      </Tabs.Panel>
      {result.learned === undefined ? undefined : (
        <Tabs.Panel value="learning" tabIndex={0}>
          <LearningCurve learned={result.learned} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="facts" tabIndex={0}>
        <Facts result={result} />
      </Tabs.Panel>
    </Tabs>
  );
});
