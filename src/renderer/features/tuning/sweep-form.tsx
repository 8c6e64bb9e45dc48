import { Button, MultiSelect, NumberInput, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { LogDescription, SweepInput } from '../../../contract/tuning.ts';
import { useStartSweep } from '../../data/tuning.ts';
import { Later } from '../../shell/later.tsx';
import { formatCount, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { EmbeddingField } from './embedding-field.tsx';
import { GuardrailFields } from './guardrail-fields.tsx';
import { RewardDesigner } from './reward-designer.tsx';
import { SweepSettingsFields, usualSettings } from './sweep-settings.tsx';
import classes from './sweep-form.module.css';
import shared from './tuning-shared.module.css';

interface SweepFormProps {
  readonly log: LogDescription;
  readonly running: boolean;
}

const estimators = [
  { value: 'dr', label: 'DR (doubly robust)' },
  { value: 'snips', label: 'SNIPS' },
  { value: 'ips', label: 'IPS' },
  { value: 'dm', label: 'DM (model only)' },
] as const;

const learners = [
  { value: 'prl-puts', label: 'PRL-PUTS: one policy per alpha' },
  { value: 'drl-put', label: 'DRL-PUT: one policy for one reward' },
  { value: 'static', label: 'Static: one arm per alpha' },
] as const;

function choices(names: readonly string[]): { readonly value: string; readonly label: string }[] {
  return names.map((value) => ({ value, label: formatName(value) }));
}

/**
 * What to learn and how to score it. Every choice is written into the run. Each picker measures itself when it is put up and all at once would be one long task, so
 * they come a few at a time.
 */
export const SweepForm = memo(function SweepForm({ log, running }: SweepFormProps) {
  const start = useStartSweep();
  const names = log.objectives;
  const [first, setFirst] = useState(names[0] ?? '');
  const [second, setSecond] = useState(names.find((name) => name === 'spend') ?? names[1] ?? '');
  const [further, setFurther] = useState<readonly string[]>([]);
  const [guardrails, setGuardrails] = useState<NonNullable<SweepInput['guardrails']>>([]);
  const [learner, setLearner] = useState<SweepInput['learner']>('prl-puts');
  const [estimator, setEstimator] = useState<SweepInput['estimator']>('dr');
  const [production, setProduction] = useState<string | null>(log.production ?? null);
  const [learnPercent, setLearnPercent] = useState(50);
  const [seed, setSeed] = useState(1);
  const [levelPercent, setLevelPercent] = useState(95);
  const [embedding, setEmbedding] = useState<string>();
  const [settings, setSettings] = useState(usualSettings);
  const [reward, setReward] = useState<Readonly<Record<string, number>>>({ [names[0] ?? '']: 1 });

  if (names.length < 2) {
    return (
      <Panel title="New sweep">
        <p className="dim">This log has one objective. A frontier needs two: import a log with more reward columns.</p>
      </Panel>
    );
  }
  const learnRows = Math.round((log.rows * learnPercent) / 100);
  const same = first === second;
  const swept = [first, ...further.filter((name) => name !== first && name !== second), second];
  const others = names.filter((name) => !swept.includes(name));
  const heldRows = log.rows - learnRows;
  const confirmRows = settings.sameData === true ? 0 : Math.round((heldRows * settings.confirmPercent) / 100);
  const rewardTerms = Object.entries(reward).filter(([, weight]) => weight !== 0);
  const incomplete = same || (learner === 'drl-put' && rewardTerms.length === 0);

  function submit(): void {
    const { confirmPercent, ...chosen } = settings;
    start.mutate({
      dataset: log.dataset,
      log: log.log,
      objectives: swept,
      learner,
      estimator,
      ...(production === null ? {} : { production }),
      level: levelPercent / 100,
      learnShare: learnPercent / 100,
      seed,
      confirmShare: confirmPercent / 100,
      ...chosen,
      ...(embedding === undefined || learner === 'static' ? {} : { userEmbedding: embedding }),
      ...(guardrails.length === 0 ? {} : { guardrails: guardrails.filter(({ reward }) => others.includes(reward)) }),
      ...(learner === 'drl-put' ? { rewards: [{ weights: Object.fromEntries(rewardTerms) }] } : {}),
    });
  }

  return (
    <Panel title="New sweep">
      <form
        className={shared['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!incomplete) submit();
        }}
      >
        <Select
          label={swept.length > 2 ? 'First objective' : 'Objective at alpha 0'}
          data={choices(names)}
          value={first}
          allowDeselect={false}
          onChange={(next) => next !== null && setFirst(next)}
        />
        <Select
          label={swept.length > 2 ? 'Last objective' : 'Objective at alpha 1'}
          data={choices(names)}
          value={second}
          allowDeselect={false}
          error={same ? 'Choose two different objectives' : undefined}
          onChange={(next) => next !== null && setSecond(next)}
        />
        {names.length > 2 ? (
          <MultiSelect
            label="Further objectives"
            description={swept.length > 2 ? 'One weight per objective in place of one alpha' : undefined}
            placeholder={further.length === 0 ? 'None' : undefined}
            data={choices(names.filter((name) => name !== first && name !== second))}
            value={further.filter((name) => name !== first && name !== second)}
            maxValues={4}
            clearable
            onChange={setFurther}
          />
        ) : undefined}
        <Later after={1}>
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
          {learner === 'drl-put' ? <RewardDesigner objectives={names} weights={reward} onChange={setReward} /> : undefined}
        </Later>
        <Later after={2}>
          {learner === 'static' ? undefined : <EmbeddingField log={log} bundle={embedding} onChange={setEmbedding} />}
          <Select
            label="Headline estimator"
            data={[...estimators]}
            value={estimator}
            allowDeselect={false}
            onChange={(next) => next !== null && setEstimator(next)}
          />
        </Later>
        <Later after={3}>
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
        </Later>
        <Later after={4}>
          <p className="dim">
            {settings.sameData === true
              ? `Learns and scores on the same ${formatCount(log.rows)} rows.`
              : `Learns on ${formatCount(learnRows)} rows, scores on ${formatCount(heldRows - confirmRows)} others, confirms on ${formatCount(confirmRows)} more, split by ${log.users > 0 ? 'user' : 'row'}.`}
          </p>
          <GuardrailFields rewards={others} rules={guardrails} onChange={setGuardrails} />
          <SweepSettingsFields log={log} settings={settings} onChange={setSettings} />
          <Button type="submit" leftSection={<IconPlayerPlay size={14} />} loading={start.isPending} disabled={incomplete || running}>
            {running ? 'A sweep is running' : 'Run sweep'}
          </Button>
          {start.isError ? <ErrorState title="The sweep did not start" error={start.error} /> : undefined}
        </Later>
      </form>
    </Panel>
  );
});
