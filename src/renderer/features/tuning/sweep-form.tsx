import { Button, NumberInput, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { LogDescription, SweepInput } from '../../../contract/tuning.ts';
import { useStartSweep } from '../../data/tuning.ts';
import { formatCount, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import classes from './sweep-form.module.css';
import shared from './tuning-shared.module.css';

interface SweepFormProps {
  readonly log: LogDescription;
  readonly running: boolean;
  readonly onStarted: (job: number) => void;
}

const estimators = [
  { value: 'dr', label: 'DR (doubly robust)' },
  { value: 'snips', label: 'SNIPS' },
  { value: 'ips', label: 'IPS' },
  { value: 'dm', label: 'DM (model only)' },
] as const;

const learners = [
  { value: 'prl-puts', label: 'PRL-PUTS: one policy per alpha' },
  { value: 'static', label: 'Static: one arm per alpha' },
] as const;

function choices(names: readonly string[]): { readonly value: string; readonly label: string }[] {
  return names.map((value) => ({ value, label: formatName(value) }));
}

/** What to learn and how to score it. Every choice is written into the run. */
export function SweepForm({ log, running, onStarted }: SweepFormProps) {
  const start = useStartSweep();
  const names = log.objectives;
  const [first, setFirst] = useState(names[0] ?? '');
  const [second, setSecond] = useState(names.find((name) => name === 'spend') ?? names.at(-1) ?? '');
  const [learner, setLearner] = useState<SweepInput['learner']>('prl-puts');
  const [estimator, setEstimator] = useState<SweepInput['estimator']>('dr');
  const [production, setProduction] = useState<string | null>(log.production ?? null);
  const [learnPercent, setLearnPercent] = useState(50);
  const [seed, setSeed] = useState(1);
  const [levelPercent, setLevelPercent] = useState(95);

  if (names.length < 2) {
    return (
      <Panel title="New sweep">
        <p className="dim">This log has one objective. A frontier needs two: import a log with more reward columns.</p>
      </Panel>
    );
  }
  const learnRows = Math.round((log.rows * learnPercent) / 100);
  const same = first === second;

  function submit(): void {
    start.mutate(
      {
        dataset: log.dataset,
        log: log.log,
        objectives: [first, second],
        learner,
        estimator,
        ...(production === null ? {} : { production }),
        level: levelPercent / 100,
        learnShare: learnPercent / 100,
        seed,
      },
      { onSuccess: ({ job }) => onStarted(job) },
    );
  }

  return (
    <Panel title="New sweep">
      <form
        className={shared['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!same) submit();
        }}
      >
        <Select
          label="Objective at alpha 0"
          data={choices(names)}
          value={first}
          allowDeselect={false}
          onChange={(next) => next !== null && setFirst(next)}
        />
        <Select
          label="Objective at alpha 1"
          data={choices(names)}
          value={second}
          allowDeselect={false}
          error={same ? 'Choose two different objectives' : undefined}
          onChange={(next) => next !== null && setSecond(next)}
        />
        <Select
          label="Production arm"
          data={log.arms.map((arm) => arm.name)}
          value={production}
          clearable
          searchable={log.arms.length > 8}
          placeholder="Logging policy"
          onChange={setProduction}
        />
        <Select
          label="Learner"
          data={[...learners]}
          value={learner}
          allowDeselect={false}
          onChange={(next) => next !== null && setLearner(next)}
        />
        <Select
          label="Headline estimator"
          data={[...estimators]}
          value={estimator}
          allowDeselect={false}
          onChange={(next) => next !== null && setEstimator(next)}
        />
        <div className={classes['formRow']}>
          <NumberInput
            label="Learn %"
            min={1}
            max={95}
            allowDecimal={false}
            value={learnPercent}
            onChange={(next) => typeof next === 'number' && setLearnPercent(next)}
          />
          <NumberInput
            label="Level %"
            min={51}
            max={99.9}
            value={levelPercent}
            onChange={(next) => typeof next === 'number' && setLevelPercent(next)}
          />
          <NumberInput
            label="Seed"
            min={0}
            allowDecimal={false}
            value={seed}
            onChange={(next) => typeof next === 'number' && setSeed(next)}
          />
        </div>
        <p className="dim">
          Learns on {formatCount(learnRows)} rows, scores on the other {formatCount(log.rows - learnRows)}, split by{' '}
          {log.users > 0 ? 'user' : 'row'}.
        </p>
        <Button type="submit" leftSection={<IconPlayerPlay size={14} />} loading={start.isPending} disabled={same || running}>
          {running ? 'A sweep is running' : 'Run sweep'}
        </Button>
        {start.isError ? <ErrorState title="The sweep did not start" error={start.error} /> : undefined}
      </form>
    </Panel>
  );
}
