import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import shared from '../../ui/facts.module.css';
import { formatNumber, formatTime } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { CheckGauge } from './check-gauge.tsx';
import { type CheckRow, verdictOf } from './check-rows.ts';
import { areaWords, boundText, valueText } from './check-words.ts';
import { VerdictMark } from './verdict-mark.tsx';
import classes from './verify.module.css';

interface CheckDetailProps {
  readonly row: CheckRow;
  /** Why this check cannot be run now; undefined when it can. */
  readonly blocked: string | undefined;
  readonly onRun: (name: string) => void;
}

/** All that is known of one check: the claim, both figures against their bounds, what they were measured on, and when. */
export function CheckDetail({ row, blocked, onRun }: CheckDetailProps) {
  const { claim, measured } = row;
  const check = measured?.check;
  const control = check?.control ?? (claim.control === undefined ? undefined : { ...claim.control, value: undefined, pass: undefined });
  return (
    <Panel
      title="Selected check"
      fill
      className={classes['detail']}
      actions={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlayerPlay size={12} />}
          disabled={blocked !== undefined}
          title={blocked}
          onClick={() => onRun(claim.name)}
        >
          Run this one
        </Button>
      }
    >
      <div className={classes['detailBody']} tabIndex={0} role="region" aria-label="Selected check, all figures">
        <div>
          <p className={classes['claim']}>{claim.claim}</p>
          <span className={classes['name']}>{claim.name}</span>
        </div>
        <VerdictMark verdict={verdictOf(row)} />
        <CheckGauge value={check?.value} pass={check?.pass} bound={check?.bound ?? claim.bound} control={control} width={226} />
        <dl className={shared['facts']}>
          <dt>Measured</dt>
          <dd>
            {check === undefined ? 'not yet' : valueText(check.value)} {check === undefined ? '' : (claim.unit ?? '')}
          </dd>
          <dt>Bound</dt>
          <dd>{boundText(check?.bound ?? claim.bound)}</dd>
          {control === undefined ? (
            <>
              <dt>Control</dt>
              <dd>none named for this claim</dd>
            </>
          ) : (
            <>
              <dt>Control</dt>
              <dd>{control.name}</dd>
              <dt>its value</dt>
              <dd>{control.value === undefined ? 'not yet' : `${valueText(control.value)}, ${control.pass ? 'passes' : 'fails'}`}</dd>
              <dt>its bound</dt>
              <dd>{boundText(control.bound)}</dd>
            </>
          )}
          <dt>Area</dt>
          <dd>{areaWords[claim.area]}</dd>
          {measured === undefined ? undefined : (
            <>
              <dt>When</dt>
              <dd className="day">{formatTime(measured.atMs)} UTC</dd>
              <dt>Run, seed</dt>
              <dd>
                {measured.run}, {measured.seed}
              </dd>
              <dt>Took</dt>
              <dd>{formatNumber(measured.check.seconds, 2)} s</dd>
            </>
          )}
        </dl>
        {check?.detail === undefined ? undefined : (
          <div>
            <h3>Measured on</h3>
            <p>{check.detail}</p>
          </div>
        )}
        {control === undefined ? undefined : (
          <p className="faint">
            The control is the same measure where the effect must vanish or fail; a claim passes only with its control.
          </p>
        )}
      </div>
    </Panel>
  );
}
