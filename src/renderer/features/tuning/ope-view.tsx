import { Button, NumberInput, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { LogDescription } from '../../../contract/tuning.ts';
import { type OpeQuestion, useOpe } from '../../data/tuning.ts';
import { formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { OpeReport } from './ope-report.tsx';
import { readProbabilities } from './target-probabilities.ts';
import classes from './ope-view.module.css';
import shared from './tuning-shared.module.css';

/** Off-policy evaluation of a policy that ignores context: the uniform one, or typed probabilities. */
export function OpeView({ log }: { readonly log: LogDescription }) {
  const [objective, setObjective] = useState(log.objectives[0] ?? '');
  const [kind, setKind] = useState<'uniform' | 'typed'>('uniform');
  const [text, setText] = useState('');
  const [levelPercent, setLevelPercent] = useState(95);
  const [question, setQuestion] = useState<OpeQuestion>();
  const answer = useOpe(question);
  const typed = kind === 'typed' ? readProbabilities(text, log.arms.length) : undefined;
  const problem = typed?.type === 'problem' ? typed.message : undefined;
  const target = typed?.type === 'target' ? typed.probabilities : 'uniform';

  return (
    <div className={classes['ope']}>
      <Panel title="Target policy">
        <form
          className={shared['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (problem === undefined) setQuestion({ dataset: log.dataset, log: log.log, target, objective, level: levelPercent / 100 });
          }}
        >
          <Select
            label="Objective"
            data={log.objectives.map((value) => ({ value, label: formatName(value) }))}
            value={objective}
            allowDeselect={false}
            onChange={(next) => next !== null && setObjective(next)}
          />
          <SegmentedControl
            aria-label="Target policy"
            value={kind}
            onChange={(next) => setKind(next === 'typed' ? 'typed' : 'uniform')}
            data={[
              { value: 'uniform', label: 'Uniform' },
              { value: 'typed', label: 'Typed' },
            ]}
          />
          {kind === 'typed' ? (
            <Textarea
              label={`Probability of each of the ${log.arms.length} arms`}
              description={log.arms.length <= 12 ? log.arms.map((arm) => arm.name).join(', ') : 'In the order of the arms'}
              autosize
              minRows={2}
              maxRows={10}
              value={text}
              error={text.trim() === '' ? undefined : problem}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : (
            <p className="dim">Every one of the {log.arms.length} arms with the same probability.</p>
          )}
          <NumberInput
            label="Level, %"
            min={51}
            max={99.9}
            value={levelPercent}
            onChange={(next) => typeof next === 'number' && setLevelPercent(next)}
          />
          <Button type="submit" loading={answer.isFetching} disabled={problem !== undefined}>
            Evaluate
          </Button>
        </form>
      </Panel>
      <div className={classes['opeRight']}>
        {answer.isError ? (
          <ErrorState title="The policy was not evaluated" error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.data !== undefined && question !== undefined ? (
          <OpeReport result={answer.data} log={log} target={question.target === 'uniform' ? 'uniform' : 'typed'} />
        ) : answer.isFetching ? (
          <Panel title="Estimates">
            <LoadingState rows={6} label="Evaluating the policy" />
          </Panel>
        ) : (
          <Panel title="Estimates">
            <EmptyState title="No policy is evaluated yet">
              Choose a target and evaluate it: what would this log have earned had that policy decided, and does the log hold enough to say?
            </EmptyState>
          </Panel>
        )}
      </div>
    </div>
  );
}
