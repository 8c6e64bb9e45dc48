import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { LogDescription } from '../../../contract/tuning.ts';
import { formatCount, formatLift, formatName, formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import { liftOf, weightGrid } from './weight-grid.ts';
import classes from './world.module.css';

/** A tint deeper than this would take the number's contrast. */
const deepestTint = 38;

/** The explored weights as a grid: what each cell did to one reward against production, on the rows where it was drawn. A log whose arms stand on other axes has none. */
export function GridPanel({ log }: { readonly log: LogDescription }) {
  const [objective, setObjective] = useState(log.objectives[0] ?? '');
  const grid = weightGrid(log.arms, log.production);
  if (grid === undefined) return undefined;
  const lifts = grid.cells.map((cell) => Math.abs(liftOf(cell.arm, grid.production, objective) ?? 0));
  const most = Math.max(...lifts, 1e-9);
  const rows = grid.cells.filter((cell) => !cell.isProduction).map((cell) => cell.arm.rows);
  return (
    <Panel
      title={`Explored weights of ${log.log}`}
      note="on-policy mean against production"
      actions={
        <SegmentedControl
          aria-label={`Reward of ${log.log}`}
          value={objective}
          onChange={setObjective}
          data={log.objectives.map((name) => ({ value: name, label: formatName(name) }))}
        />
      }
    >
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={`Table of explored weights of ${log.log}`}>
        <table className={classes['weights']} aria-label={`${formatName(objective)} per cell against production`}>
          <thead>
            <tr>
              <th scope="col">save \ p2p</th>
              {grid.p2ps.map((p2p) => (
                <th key={p2p} scope="col">
                  {'\u00d7'}
                  {p2p}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.saves.map((save) => (
              <tr key={save}>
                <th scope="row">
                  {'\u00d7'}
                  {save}
                </th>
                {grid.p2ps.map((p2p) => {
                  const cell = grid.cells.find((entry) => entry.save === save && entry.p2p === p2p);
                  if (cell === undefined) return <td key={p2p} />;
                  const lift = liftOf(cell.arm, grid.production, objective) ?? 0;
                  const tone = lift >= 0 ? 'var(--head-2)' : 'var(--head-1)';
                  const tint = Math.round((Math.abs(lift) / most) * deepestTint);
                  return (
                    <td
                      key={p2p}
                      title={`${cell.arm.name}: ${formatNumber(cell.arm.means[objective] ?? NaN, 4)} a request, ${formatCount(cell.arm.rows)} rows`}
                      data-production={cell.isProduction || undefined}
                      style={{ background: `color-mix(in srgb, ${tone} ${tint}%, var(--surface))` }}
                    >
                      {cell.isProduction ? <ProductionGlyph /> : formatLift(lift)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="faint">
        Multiples of production{'\u2019'}s save and p2p weights; <ProductionGlyph label="the mark" /> is production. A cell is the mean of{' '}
        {formatCount(Math.min(...rows))} to {formatCount(Math.max(...rows))} rows, and part of a difference is chance: Tuning gives these
        numbers with intervals.
      </p>
    </Panel>
  );
}
