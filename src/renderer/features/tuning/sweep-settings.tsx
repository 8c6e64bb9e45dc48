import { NumberInput, Select, Switch } from '@mantine/core';
import type { LogDescription, SweepInput } from '../../../contract/tuning.ts';
import { formatName } from '../../ui/format.ts';
import { MoreFields } from './more-fields.tsx';
import classes from './sweep-form.module.css';

/** What has a good default and is changed with a reason. */
export type SweepSettings = Pick<SweepInput, 'model' | 'cohorts' | 'time' | 'slates' | 'sameData'> & {
  readonly confirmPercent: number;
  readonly replicates: number;
};

export const usualSettings: SweepSettings = { confirmPercent: 50, replicates: 1000 };

interface SweepSettingsProps {
  readonly log: LogDescription;
  readonly settings: SweepSettings;
  readonly onChange: (settings: SweepSettings) => void;
}

const usual = 'usual';

/** The further choices of a sweep. */
export function SweepSettingsFields({ log, settings, onChange }: SweepSettingsProps) {
  const categories = log.context.filter(({ kind }) => kind === 'category').map(({ name }) => name);
  return (
    <MoreFields summary="Model, cohorts, rows to confirm">
      <Select
        label="What predicts"
        value={settings.model ?? usual}
        allowDeselect={false}
        data={[
          { value: usual, label: 'Chosen by the size of the log' },
          { value: 'network', label: 'Network, learned here' },
          { value: 'ridge', label: 'Ridge regression' },
        ]}
        onChange={(next) => onChange(withChoice(settings, 'model', next === 'network' || next === 'ridge' ? next : undefined))}
      />
      <Select
        label="An alpha of its own per"
        value={settings.cohorts ?? usual}
        allowDeselect={false}
        data={[
          { value: usual, label: categories.includes('cohort') ? 'Cohort' : 'Nothing' },
          ...categories.filter((name) => name !== 'cohort').map((value) => ({ value, label: formatName(value) })),
          ...(categories.includes('cohort') ? [{ value: 'none', label: 'Nothing' }] : []),
        ]}
        onChange={(next) => onChange(withChoice(settings, 'cohorts', next === null || next === usual ? undefined : next))}
      />
      <Select
        label="Scored rows"
        value={settings.time ?? 'mixed'}
        allowDeselect={false}
        data={[
          { value: 'mixed', label: 'Other users, any time' },
          { value: 'later', label: 'Other users, later requests' },
        ]}
        onChange={(next) => onChange(withChoice(settings, 'time', next === 'later' ? 'later' : undefined))}
      />
      <div className={classes['formRow']}>
        <NumberInput
          label="Confirm %"
          title="Share of the rows not learned on that is kept to confirm the chosen point"
          min={0}
          max={90}
          allowDecimal={false}
          value={settings.confirmPercent}
          onChange={(next) => typeof next === 'number' && onChange({ ...settings, confirmPercent: next })}
        />
        <NumberInput
          label="Replicates"
          title="Bootstrap replicates over users; 0 for none"
          min={0}
          max={10_000}
          allowDecimal={false}
          value={settings.replicates}
          onChange={(next) => typeof next === 'number' && onChange({ ...settings, replicates: next })}
        />
      </div>
      <Switch
        size="xs"
        label="Credit equal slates as hits, where the log tells"
        checked={settings.slates === 'same'}
        onChange={(event) => onChange(withChoice(settings, 'slates', event.currentTarget.checked ? 'same' : undefined))}
      />
      <Switch
        size="xs"
        label="Score the rows that were learned on"
        description="Flatters; the run is marked so"
        checked={settings.sameData === true}
        onChange={(event) => onChange(withChoice(settings, 'sameData', event.currentTarget.checked ? true : undefined))}
      />
    </MoreFields>
  );
}

/** A choice set, or left to its default. */
function withChoice<K extends 'model' | 'cohorts' | 'time' | 'slates' | 'sameData'>(
  settings: SweepSettings,
  name: K,
  value: SweepSettings[K],
): SweepSettings {
  const { [name]: _old, ...rest } = settings;
  return (value === undefined ? rest : { ...rest, [name]: value }) as SweepSettings;
}
