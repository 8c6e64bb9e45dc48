import { Menu, SegmentedControl, Select } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { withSimultaneousIntervals } from '../../../core/policy/simultaneous.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import { fileNameOf } from '../../ui/chart/save-drawing.ts';
import { paddedDomain } from '../../ui/chart/scale.ts';
import { Later } from '../../shell/later.tsx';
import { formatCount, formatName } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';
import { LoadingState, TooLittleState } from '../../ui/states.tsx';
import { alphaOf } from './alpha-span.ts';
import { AlphaSlider, kneesOf } from './alpha-slider.tsx';
import { FrontierChart } from './frontier-chart.tsx';
import { FrontierLegend } from './frontier-legend.tsx';
import { extent, frontierSeries } from './frontier-series.ts';
import { frontierTable } from './frontier-table-data.ts';
import { FrontierTable } from './frontier-table.tsx';
import { estimatorName } from './estimator-name.ts';
import { intervalHelp, intervalWords } from './interval-words.ts';
import { ParallelChart } from './parallel-chart.tsx';
import { PointCard } from './point-card.tsx';
import { RunFacts } from './run-facts.tsx';
import { WeightSimplex } from './weight-simplex.tsx';
import { shownPolicy } from './shown-policy.ts';
import { useSelectedPolicy } from './use-selected-policy.ts';
import classes from './frontier-view.module.css';

/** Whom the figures are for, in two words; the title says the rest. */
function estimandWords({ split }: SweepResult): string {
  if (split.sameData === true) return 'these very rows';
  return `${split.by === 'user' ? 'new users' : 'new requests'}${split.time === 'later' ? ', later' : ''}`;
}

/** One finished sweep: chart, slider, the selected point, the table and what stands behind them. */
export function FrontierView({ result: stored, run }: { readonly result: SweepResult; readonly run: number }) {
  // What is drawn and listed has the intervals asked for; what is proposed and saved is the run as it is stored.
  const [together, setTogether] = useState(false);
  const result = useMemo(() => (together ? withSimultaneousIntervals(stored) : stored), [stored, together]);
  // While the slider moves only the overlay moves with it; everything else follows when it rests.
  const { selected, rested, select, selectBeside, settle } = useSelectedPolicy(stored);
  // Bound to its policy: choosing another closes the form, so that nothing else is proposed than what was read.
  const [proposing, setProposing] = useState<string>();
  const shown = useMemo(() => shownPolicy(result, rested), [result, rested]);
  const offered = useMemo(() => shownPolicy(stored, rested), [stored, rested]);
  const toggleProposal = useCallback(() => {
    const key = shownPolicy(result, settle())?.key;
    setProposing((before) => (before === key ? undefined : key));
  }, [result, settle]);
  const closeProposal = useCallback(() => setProposing(undefined), []);
  const proposeBeside = useCallback(
    (place: number) => {
      selectBeside(place);
      setProposing(shownPolicy(result, { point: 0, beside: place })?.key);
    },
    [result, selectBeside],
  );
  const [axes, setAxes] = useState<readonly [string, string]>([result.objectives[0] ?? '', result.objectives[1] ?? '']);
  const series = useMemo(() => frontierSeries(result, axes), [result, axes]);
  const isMany = result.objectives.length > 2;
  const [drawing, setDrawing] = useState<'all' | 'two'>(isMany ? 'all' : 'two');
  const [fit, setFit] = useState<'all' | 'policies'>('all');
  const [x, y] = useMemo(() => [paddedDomain(extent(series, 'x', fit)), paddedDomain(extent(series, 'y', fit))] as const, [series, fit]);
  const order = useMemo(() => {
    // Without one alpha the slider goes down the first objective; what has no number comes last.
    const first = result.objectives[0] ?? '';
    const place = (point: SweepResult['points'][number]) =>
      alphaOf(point) ?? (point.status === 'refused' ? Infinity : -(point.values[first] ?? -Infinity));
    const all = result.points.map((point, index) => ({ index, place: place(point) }));
    return all.sort((a, b) => a.place - b.place || a.index - b.index).map(({ index }) => index);
  }, [result]);
  const kneePoints = useMemo(() => new Set(kneesOf(result).keys()), [result]);
  const knees = useMemo(() => new Set([...kneePoints].map((point) => `p${point}`)), [kneePoints]);
  const table = useCallback(() => frontierTable(result), [result]);
  const mark =
    selected.beside === undefined
      ? series.policies.find((entry) => entry.point === selected.point)
      : series.others.find((entry) => entry.beside === selected.beside);
  const name = fileNameOf('frontier', result.dataset, ...axes, `run-${run}`, ...(together ? ['simultaneous'] : []));
  const { split } = result;
  const refused = result.points.length - series.policies.length;

  return (
    <div className={classes['desk']}>
      <div className={classes['middle']}>
        {/* Once all else stands that takes room of its column: it is drawn for the room that is left. */}
        <Later
          after={2}
          fallback={
            <div className={classes['chartPanel']}>
              <LoadingState rows={6} label="Drawing the frontier" />
            </div>
          }
        >
          <ChartFrame
            title="Frontier"
            note={
              <span className={classes['badges']}>
                <span className={classes['honest']} title={split.note}>
                  learned on {formatCount(split.learnRows)} rows, scored on {formatCount(split.scoreRows)} other rows, by {split.by}
                </span>
                <span title={result.split.estimand}>
                  {estimatorName(result.estimator)}, {intervalWords(result)}
                  {result.split.estimand === undefined ? '' : `, for ${estimandWords(result)}`}
                </span>
              </span>
            }
            summary={`Frontier of ${formatName(axes[0])} against ${formatName(axes[1])}: ${series.policies.length} policies drawn, ${refused} refused, ${series.statics.length} static arms, production ${result.baseline.scored.production}, ${intervalWords(result)}. The table holds every figure.`}
            fileName={name}
            table={table}
            tableView={<FrontierTable result={result} order={order} selected={rested.point} onSelect={select} />}
            className={classes['chartPanel']}
            aside={
              <>
                {isMany ? (
                  <SegmentedControl
                    aria-label="Frontier: objectives"
                    value={drawing}
                    onChange={(next) => setDrawing(next === 'all' ? 'all' : 'two')}
                    data={[
                      { value: 'all', label: `All ${result.objectives.length}` },
                      { value: 'two', label: 'Two' },
                    ]}
                  />
                ) : undefined}
                {isMany && drawing === 'two' ? <AxisPicker objectives={result.objectives} axes={axes} onChange={setAxes} /> : undefined}
                {stored.simultaneous === undefined ? undefined : (
                  <SegmentedControl
                    aria-label="Frontier: intervals"
                    title={intervalHelp[result.multiplicity]}
                    value={result.multiplicity}
                    onChange={(next) => setTogether(next === 'simultaneous')}
                    data={[
                      { value: 'pointwise', label: 'Each' },
                      { value: 'simultaneous', label: 'At once' },
                    ]}
                  />
                )}
                {drawing === 'two' ? (
                  <SegmentedControl
                    aria-label="Frontier: zoom"
                    value={fit}
                    onChange={(next) => setFit(next === 'policies' ? 'policies' : 'all')}
                    data={[
                      { value: 'all', label: 'All' },
                      { value: 'policies', label: 'Policies' },
                    ]}
                  />
                ) : undefined}
              </>
            }
            menu={
              <Menu.Item
                onClick={() => saveFile(`${fileNameOf('run', run)}.json`, `${JSON.stringify(stored, undefined, 2)}\n`, 'application/json')}
              >
                Run as JSON
              </Menu.Item>
            }
          >
            {series.policies.length === 0 ? (
              <TooLittleState
                title="No policy of this run has a number"
                reason="Every point was refused. The table gives the reason for each; a larger log or a larger scoring share can change that."
              />
            ) : drawing === 'all' ? (
              <ParallelChart result={result} selected={selected.point} knees={kneePoints} onSelect={select} />
            ) : (
              <FrontierChart
                series={series}
                objectives={axes}
                intervals={intervalWords(result)}
                x={x}
                y={y}
                knees={knees}
                selected={mark}
                named={mark?.beside === undefined || series.others.length > 1}
                onSelect={select}
                onSelectBeside={selectBeside}
              />
            )}
          </ChartFrame>
        </Later>
        <div className={classes['below']}>
          <FrontierLegend series={series} result={result} knees={knees.size > 0} linesOnly={drawing === 'all'} />
          <div className={classes['steer']}>
            <AlphaSlider result={result} order={order} selected={selected.point} onSelect={select} />
            {result.objectives.length === 3 ? <WeightSimplex result={result} selected={selected.point} onSelect={select} /> : undefined}
          </div>
        </div>
        <Later>
          <RunFacts result={result} beside={rested.beside} onShow={selectBeside} onPropose={proposeBeside} />
        </Later>
      </div>
      {shown === undefined || offered === undefined ? undefined : (
        <Later after={3}>
          <PointCard
            result={result}
            shown={shown}
            offered={offered}
            run={run}
            proposing={proposing === shown.key}
            onPropose={toggleProposal}
            onClose={closeProposal}
          />
        </Later>
      )}
    </div>
  );
}

interface AxisPickerProps {
  readonly objectives: readonly string[];
  readonly axes: readonly [string, string];
  readonly onChange: (axes: readonly [string, string]) => void;
}

function AxisPicker({ objectives, axes, onChange }: AxisPickerProps) {
  return (
    <>
      <Select
        aria-label="Objective on the x axis"
        w={110}
        data={[...objectives]}
        value={axes[0]}
        allowDeselect={false}
        onChange={(next) => next !== null && onChange([next, axes[1]])}
      />
      <Select
        aria-label="Objective on the y axis"
        w={110}
        data={[...objectives]}
        value={axes[1]}
        allowDeselect={false}
        onChange={(next) => next !== null && onChange([axes[0], next])}
      />
    </>
  );
}
