import { type KeyboardEvent, memo, useEffect, useId } from 'react';
import { formatNumber } from '../../ui/format.ts';
import { CheckGauge } from './check-gauge.tsx';
import { type CheckGroup, type CheckRow, countVerdicts, verdictOf } from './check-rows.ts';
import { areaWords, boundText, valueText } from './check-words.ts';
import { VerdictMark } from './verdict-mark.tsx';
import classes from './verify.module.css';

interface CheckTableProps {
  readonly groups: readonly CheckGroup[];
  /** Name of the selected check. */
  readonly selected: string | undefined;
  readonly onSelect: (name: string) => void;
}

/** The checks by area. Arrow keys move the selection; each row has its negative control beside it. */
export const CheckTable = memo(function CheckTable({ groups, selected, onSelect }: CheckTableProps) {
  const id = useId();
  const order = groups.flatMap((group) => group.rows.map((row) => row.claim.name));
  const place = selected === undefined ? -1 : order.indexOf(selected);
  useEffect(() => {
    document.querySelector(`[id="${id}-${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, selected]);

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: order.length - 1 };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = order[Math.max(0, Math.min(order.length - 1, wanted))];
    if (next !== undefined) onSelect(next);
  }

  return (
    <div className={classes['tableScroll']}>
      <table
        className={`grid ${classes['checks']}`}
        role="grid"
        tabIndex={0}
        aria-label="Checks"
        aria-activedescendant={place < 0 ? undefined : `${id}-${selected}`}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          <col className={classes['verdictColumn']} />
          <col />
          <col className={classes['valueColumn']} />
          <col className={classes['boundColumn']} />
          <col className={classes['gaugeColumn']} />
          <col className={classes['controlColumn']} />
          <col className={classes['secondsColumn']} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Claim</th>
            <th scope="col" className="number">
              Measured
            </th>
            <th scope="col">Bound</th>
            <th scope="col" className={classes['gaugeCell']}>
              Against bound
            </th>
            <th scope="col">Negative control</th>
            <th scope="col" className="number">
              Time, s
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.area}>
            <tr className={classes['area']}>
              <th scope="rowgroup" colSpan={4}>
                {areaWords[group.area]} <span className="dim">{groupCount(group)}</span>
              </th>
              {/* A cell of its own for the column that small windows leave out. */}
              <td className={classes['gaugeCell']} />
              <td colSpan={2} />
            </tr>
            {group.rows.map((row) => (
              <Row
                key={row.claim.name}
                id={`${id}-${row.claim.name}`}
                row={row}
                selected={row.claim.name === selected}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
});

function groupCount({ rows }: CheckGroup): string {
  const { pass, fail, unmeasured } = countVerdicts(rows);
  const words = [`${pass} of ${rows.length} pass`];
  if (fail > 0) words.push(`${fail} fail`);
  if (unmeasured > 0) words.push(`${unmeasured} not run`);
  return words.join(', ');
}

interface RowProps {
  readonly id: string;
  readonly row: CheckRow;
  readonly selected: boolean;
  readonly onSelect: (name: string) => void;
}

const Row = memo(function Row({ id, row, selected, onSelect }: RowProps) {
  const { claim, measured } = row;
  const check = measured?.check;
  const bound = check?.bound ?? claim.bound;
  const control = check?.control ?? (claim.control === undefined ? undefined : { ...claim.control, value: undefined, pass: undefined });
  return (
    <tr id={id} aria-selected={selected} data-verdict={verdictOf(row)} onClick={() => onSelect(claim.name)}>
      <td>
        <VerdictMark verdict={verdictOf(row)} />
      </td>
      <th scope="row">
        <span className={classes['sentence']} title={claim.claim}>
          {claim.claim}
        </span>
        <span className={classes['name']}>{claim.name}</span>
      </th>
      <td className="number">
        {check === undefined ? <span className="dim">{'\u2013'}</span> : <strong>{valueText(check.value)}</strong>}
        {claim.unit === undefined ? undefined : <span className={classes['under']}>{claim.unit}</span>}
      </td>
      <td>{boundText(bound)}</td>
      <td className={classes['gaugeCell']}>
        <CheckGauge value={check?.value} pass={check?.pass} bound={bound} control={control} width={96} />
      </td>
      <td>
        {control === undefined ? (
          <span className="dim">none named</span>
        ) : (
          <>
            {control.value === undefined ? undefined : (
              <>
                <strong>{valueText(control.value)}</strong> <span className="dim">{control.pass ? 'passes' : 'fails'}:</span>{' '}
              </>
            )}
            {boundText(control.bound)}
            <span className={classes['under']}>{control.name}</span>
          </>
        )}
      </td>
      <td className="number">{check === undefined ? '\u2013' : formatNumber(check.seconds, 1)}</td>
    </tr>
  );
});
