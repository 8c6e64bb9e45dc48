import { ActionIcon, Button, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconListSearch,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { useState, type Ref } from 'react';
import type { ReplayResult } from '../../../contract/ranking.ts';
import type { SessionSummary } from '../../../contract/sessions.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatClock, formatCounted, formatDay, formatSpan } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';
import { goTo } from './go-to.ts';
import type { PlayedStep } from './replay-step.ts';
import { speeds } from './speeds.ts';
import { stepsCsv } from './steps-csv.ts';
import classes from './transport.module.css';
import type { Player } from './use-player.ts';

interface TransportProps {
  readonly summary: SessionSummary;
  readonly player: Player;
  readonly steps: readonly PlayedStep[];
  readonly onGoToSession: (direction: 1 | -1) => void;
  readonly goToRef: Ref<HTMLInputElement>;
  readonly inspectAddress: string | undefined;
  readonly replay: ReplayResult | undefined;
}

export function Transport({ summary, player, steps, onGoToSession, goToRef, inspectAddress, replay }: TransportProps) {
  const step = steps[player.step];
  return (
    <div className={classes['transport']}>
      <div className={classes['row']}>
        <div className={classes['who']}>
          <h2>
            User {summary.user} <span className="dim">session {summary.id}</span>
          </h2>
          <span className="dim">
            {formatCounted(summary.events, 'event')}
            {summary.start === '' ? ', untimed' : `, ${formatSpan(summary.start, summary.end)}`}
          </span>
        </div>
        <div className={classes['tools']}>
          {inspectAddress === undefined ? undefined : (
            <Button component="a" href={hashHref(inspectAddress)} leftSection={<IconListSearch size={15} />}>
              Inspect this step
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            disabled={replay === undefined}
            onClick={() =>
              replay !== undefined && saveFile(`${replay.dataset}-${replay.session.replaceAll(':', '-')}-steps.csv`, stepsCsv(replay))
            }
          >
            CSV
          </Button>
        </div>
      </div>
      <div className={classes['row']}>
        <div className={classes['buttons']} role="group" aria-label="Playback">
          <Tool label={'Session before (Shift \u2190)'} icon={IconPlayerSkipBack} onClick={() => onGoToSession(-1)} />
          <Tool label={'Step back (\u2190)'} icon={IconChevronLeft} onClick={() => player.seek(player.step - 1)} />
          <ActionIcon
            size="lg"
            radius={100}
            variant="filled"
            color="accent"
            aria-label={player.isPlaying ? 'Pause' : 'Play'}
            aria-keyshortcuts="Space"
            onClick={player.toggle}
          >
            {player.isPlaying ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
          </ActionIcon>
          <Tool label={'Step on (\u2192)'} icon={IconChevronRight} onClick={() => player.seek(player.step + 1)} />
          <Tool label={'Session after (Shift \u2192)'} icon={IconPlayerSkipForward} onClick={() => onGoToSession(1)} />
        </div>
        <div className={`tabular ${classes['place'] ?? ''}`} data-testid="place">
          Step <strong>{player.step + 1}</strong> of {steps.length}
          {step?.at === undefined ? undefined : (
            <span className="dim">
              <span className={classes['day']}>{formatDay(step.at)}</span> {formatClock(step.at)} UTC
            </span>
          )}
        </div>
        <div className={classes['tools']}>
          <GoToField ref={goToRef} steps={steps} onGo={player.seek} />
          <div className={classes['field']}>
            <span id="speed-label">Steps/s</span>
            <SegmentedControl
              aria-labelledby="speed-label"
              value={String(player.speed)}
              data={speeds.map(String)}
              onChange={(value) => {
                const found = speeds.find((speed) => String(speed) === value);
                if (found !== undefined) player.setSpeed(found);
              }}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

function Tool({
  label,
  icon: Icon,
  onClick,
}: {
  readonly label: string;
  readonly icon: typeof IconChevronLeft;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label.replace(/ \(.*\)$/, '')} onClick={onClick}>
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

function GoToField({
  ref,
  steps,
  onGo,
}: {
  readonly ref: Ref<HTMLInputElement>;
  readonly steps: readonly PlayedStep[];
  readonly onGo: (step: number) => void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <form
      className={classes['go']}
      onSubmit={(event) => {
        event.preventDefault();
        const answer = goTo(text, steps);
        if ('problem' in answer) return setProblem(answer.problem);
        setProblem(undefined);
        setText('');
        onGo(answer.step);
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      }}
    >
      <Tooltip
        label={problem ?? 'A step number, a time such as 18:45, or a day and time in UTC (t)'}
        {...(problem === undefined ? {} : { opened: true })}
      >
        <TextInput
          ref={ref}
          aria-label="Go to a step or a time"
          aria-description={problem}
          placeholder="Go to step or time"
          w={142}
          value={text}
          error={problem !== undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
          onBlur={() => setProblem(undefined)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
      </Tooltip>
    </form>
  );
}
