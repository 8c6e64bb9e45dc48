import { Button, NumberInput, Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { presets, type WorldPreset } from '../../../core/world/recipe.ts';
import { nameProblem } from '../../data/dataset-name.ts';
import { useJobs } from '../../data/jobs.ts';
import { useDatasets } from '../../data/datasets.ts';
import { useSystemStatus } from '../../data/system.ts';
import { useCreateWorld, useWorldPreview } from '../../data/worlds.ts';
import { estimateWorld, sayRoughly, type WorldEstimate } from '../../data/world-estimate.ts';
import { formatBytes, formatCount, formatCounted } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { PictureStrip } from '../../ui/picture-strip.tsx';
import { SeedInput } from '../../ui/seed-input.tsx';
import form from '../../ui/settings-form.module.css';
import { ErrorState } from '../../ui/states.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { freeName, presetSize, presetWarning, presetWords, usualSeed } from '../../data/world-presets.ts';
import classes from './world.module.css';

/** With fewer the log would be too short to say anything. */
const fewestUsers = 100;
/** Tiles of the preview: what the window has no room for is cut off. */
const tiles = 96;

/** What to plant, how much of it, and under which name. */
export function WorldForm({ onStarted }: { readonly onStarted: (job: number) => void }) {
  const datasets = useDatasets();
  const isWritable = useSystemStatus().data?.writable !== false;
  const create = useCreateWorld();
  const [preset, setPreset] = useState<WorldPreset>('small');
  const [seed, setSeed] = useState(usualSeed);
  const [settled] = useDebouncedValue(seed, 400);
  const preview = useWorldPreview({ preset, seed: settled }, tiles);
  const [typed, setTyped] = useState<string>();
  const jobs = useJobs().data ?? [];
  const [users, setUsers] = useState<number>();
  const all = presetSize(preset).users;
  const count = Math.min(users ?? all, all);
  const estimate = estimateWorld(preset, jobs, count);
  const choose = (chosen: WorldPreset) => {
    setPreset(chosen);
    setUsers(undefined);
  };
  const taken = (datasets.data ?? []).map((dataset) => dataset.name);
  const name = typed ?? freeName(preset, taken);
  const problem = nameProblem(name, taken);
  const canStart = problem === undefined && isWritable && datasets.data !== undefined;
  return (
    <form
      className={form['form']}
      aria-label="World settings"
      onSubmit={(event) => {
        event.preventDefault();
        const question = { preset, seed, as: name, ...(count === all ? {} : { users: count }) };
        if (canStart) create.mutate(question, { onSuccess: ({ job }) => onStarted(job) });
      }}
    >
      <div className={form['settings']}>
        <TextInput
          label="Dataset name"
          value={name}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={problem}
          w={240}
          required
          withAsterisk={false}
        />
        <SeedInput value={seed} onChange={setSeed} width={110} />
        <NumberInput
          label="Users"
          description="Fewer makes the first of them"
          inputWrapperOrder={['label', 'input', 'description']}
          w={180}
          value={count}
          min={fewestUsers}
          max={all}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          hideControls
          onChange={(value) => setUsers(typeof value === 'number' && value < all ? value : undefined)}
        />
        <div className={form['actions']}>
          <Button type="submit" loading={create.isPending} disabled={!canStart}>
            Create {preset}
          </Button>
        </div>
      </div>
      <PresetNote preset={preset} users={count} estimate={estimate} />
      {isWritable ? undefined : (
        <p className="dim">Another process writes to this workspace. Close it, or start the console over another data folder.</p>
      )}
      {create.isError ? <ErrorState title="The world was not started" error={create.error} /> : undefined}
      <Panel title="Preset" note="what is planted, and how much of it" flush>
        <Radio.Group
          label="Preset"
          labelProps={{ className: 'visually-hidden' }}
          value={preset}
          onChange={(value) => {
            const found = presets.find((entry) => entry === value);
            if (found !== undefined) choose(found);
          }}
        >
          <div className={classes['scroll']}>
            <table className="grid">
              <TableHead
                columns={[
                  'Preset',
                  'What it plants',
                  { number: 'Users' },
                  { number: 'Sequences' },
                  { number: 'Items' },
                  { number: 'Logged requests' },
                  { number: 'Time' },
                  { number: 'Disk' },
                ]}
              />
              <tbody>
                {presets.map((entry) => (
                  <PresetRow
                    key={entry}
                    preset={entry}
                    estimate={estimateWorld(entry, jobs)}
                    chosen={entry === preset}
                    onChoose={() => choose(entry)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </Radio.Group>
      </Panel>
      <Panel title={`What seed ${settled} holds`} note="its first items; presets of one seed share a catalogue">
        {preview.isError ? (
          <ErrorState title="The preview was not made" error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <div className={classes['sheet']}>
            <PictureStrip items={preview.data} count={tiles} label={`Items of seed ${settled}`} />
          </div>
        )}
      </Panel>
    </form>
  );
}

interface PresetNoteProps {
  readonly preset: WorldPreset;
  readonly users: number;
  readonly estimate: WorldEstimate;
}

/** What making the chosen preset takes, and what to know before. */
function PresetNote({ preset, users, estimate }: PresetNoteProps) {
  const warning = presetWarning(preset);
  return (
    <p className={classes['takes']} aria-live="polite">
      <span>
        {preset} with {formatCounted(users, 'user')} takes {sayRoughly(estimate.ms)} and {formatBytes(estimate.bytes)} on disk,{' '}
        {estimate.from === undefined ? 'by rates measured on two idle processors.' : `by what ${estimate.from} took here.`}
      </span>
      {warning === undefined ? undefined : <span className={classes['warning']}>{warning}</span>}
    </p>
  );
}

interface PresetRowProps {
  readonly preset: WorldPreset;
  readonly estimate: WorldEstimate;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** The whole row answers a click; the keyboard has the radio in it. */
function PresetRow({ preset, estimate, chosen, onChoose }: PresetRowProps) {
  const size = presetSize(preset);
  return (
    <tr data-chosen={chosen || undefined} className={classes['preset']} onClick={onChoose}>
      <td>
        <Radio value={preset} label={preset} size="xs" />
      </td>
      <td>{presetWords[preset]}</td>
      <td className="number">{formatCount(size.users)}</td>
      <td className="number">{formatCount(size.sequences)}</td>
      <td className="number">{formatCount(size.items)}</td>
      <td className="number">{formatCount(size.requests)}</td>
      <td className={`number ${classes['nowrap'] ?? ''}`}>{sayRoughly(estimate.ms).replace('about ', '')}</td>
      <td className={`number ${classes['nowrap'] ?? ''}`}>{formatBytes(estimate.bytes)}</td>
    </tr>
  );
}
