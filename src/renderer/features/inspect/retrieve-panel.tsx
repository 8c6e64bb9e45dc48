import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { memo, useState } from 'react';
import { horizons, type InspectResult } from '../../../contract/inspect.ts';
import { formatCounted, formatName, formatNumber, formatPercent, formatTime } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { RangeInput } from '../../ui/range-input.tsx';
import { HeadSwatch } from './head-swatch.tsx';
import { PoolMap } from './pool-map.tsx';
import { isSteered, plainSetting, type RankingSetting, setShare, type VectorCount } from './ranking-setting.ts';
import classes from './retrieve-panel.module.css';

interface RetrievePanelProps {
  readonly result: InspectResult;
  readonly colors: readonly string[];
  readonly setting: RankingSetting;
  /** Item number of the selected candidate. */
  readonly selected: number | undefined;
  readonly onSetting: (change: Partial<RankingSetting>) => void;
}

type SteerProps = Pick<RetrievePanelProps, 'setting' | 'onSetting'>;

/** What is wanted at all (a positive weight), alike; all heads where none is. */
function evenBudget(heads: readonly string[], weights: readonly number[]): Readonly<Record<string, number>> {
  const wanted = heads.filter((_, head) => (weights[head] ?? 0) > 0);
  const among = wanted.length === 0 ? heads : wanted;
  return Object.fromEntries(among.map((head) => [head, Number((1 / among.length).toFixed(4))]));
}

/** Shares of one budget: moving one moves the others in proportion. */
function OutcomeMixer({
  heads,
  weights,
  colors,
  setting,
  onSetting,
}: SteerProps & { readonly heads: readonly string[]; readonly weights: readonly number[]; readonly colors: readonly string[] }) {
  const { outcome } = setting;
  const isOn = Object.keys(outcome).length > 0;
  return (
    <section className={classes['part']} aria-label="Outcome mixer">
      <header>
        <h3>Outcomes</h3>
        <span className="dim">{isOn ? 'one budget, sums to 100%' : 'not steered'}</span>
        <Button variant="subtle" size="compact-xs" onClick={() => onSetting({ outcome: isOn ? {} : evenBudget(heads, weights) })}>
          {isOn ? 'Off' : 'Steer'}
        </Button>
      </header>
      {isOn
        ? heads.map((head, index) => (
            <div key={head} className={classes['share']}>
              <span className="ellipsis">
                <HeadSwatch color={colors[index]} />
                {formatName(head)}
              </span>
              <RangeInput
                aria-label={`Share of ${formatName(head)}`}
                aria-valuetext={formatPercent(outcome[head] ?? 0, 0)}
                min={0}
                max={1}
                step={0.05}
                value={outcome[head] ?? 0}
                color={colors[index] ?? 'var(--accent)'}
                onChange={(share) => onSetting({ outcome: setShare(heads, outcome, head, share) })}
              />
              <span className={classes['figure']}>{formatPercent(outcome[head] ?? 0, 0)}</span>
            </div>
          ))
        : undefined}
    </section>
  );
}

/** Topics shown before one is searched for. */
const shownTopics = 14;
const mostTopics = 16;

function TopicChips({ topics, setting, onSetting }: SteerProps & { readonly topics: readonly string[] }) {
  const [text, setText] = useState('');
  const chosen = setting.topics;
  const needle = text.trim().toLowerCase();
  const others = topics.filter((topic) => !chosen.includes(topic) && topic.toLowerCase().includes(needle)).slice(0, shownTopics);
  const toggle = (topic: string) =>
    onSetting({ topics: chosen.includes(topic) ? chosen.filter((other) => other !== topic) : [...chosen, topic].slice(0, mostTopics) });
  return (
    <section className={classes['part']} aria-label="Topics">
      <header>
        <h3>Topics</h3>
        <span className="dim">{chosen.length === 0 ? 'any' : 'one set of vectors each'}</span>
        <TextInput
          aria-label="Search topics"
          placeholder="Search"
          value={text}
          w={110}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </header>
      <div className={classes['chips']}>
        {[...chosen, ...others].map((topic) => (
          <button key={topic} type="button" aria-pressed={chosen.includes(topic)} onClick={() => toggle(topic)}>
            {topic}
          </button>
        ))}
        {topics.length > chosen.length + others.length && needle === '' ? <span className="dim">of {topics.length}</span> : undefined}
      </div>
    </section>
  );
}

/** How old the long-term embedding is, which decides what it can know. */
function longTermNote({ asOfMs, events, stored }: NonNullable<InspectResult['longTerm']>): string {
  const from = `from ${formatCounted(events, 'event')}`;
  if (asOfMs === undefined)
    return `Long-term embedding ${from}: no night lies between the events that are read, so none was made before this day.`;
  return `Long-term embedding as of ${formatTime(asOfMs)}, ${from}; ${stored ? 'read from the store' : 'made now'}.`;
}

/** Where the candidates come from: what each query vector fetched, and what retrieval is asked for. Changes run the retrieval again. */
export const RetrievePanel = memo(function RetrievePanel({ result, colors, setting, selected, onSetting }: RetrievePanelProps) {
  const { abilities, queries, pool, heads } = result;
  return (
    <Panel
      title="Retrieval"
      note={`${result.candidates.length} candidates from ${queries.length === 1 ? 'one vector' : `${queries.length} vectors`}`}
      flush
      actions={
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={!isSteered(setting)}
          onClick={() => onSetting({ topics: [], outcome: {}, vectors: plainSetting.vectors, horizon: plainSetting.horizon })}
        >
          As plain
        </Button>
      }
    >
      <section className={classes['part']} aria-label="Query vectors">
        <header>
          <h3>Query vectors</h3>
          <SegmentedControl
            aria-label="Query vectors per request"
            value={String(setting.vectors)}
            onChange={(value) => onSetting({ vectors: Number(value) as VectorCount })}
            data={['1', '4', '16']}
          />
        </header>
        <dl className={classes['pool']}>
          <div title="Distinct items among those that the vectors claimed within their shares">
            <dt>Unique</dt>
            <dd>
              {pool.unique} of {pool.fetched}
            </dd>
          </div>
          <div title="Shannon entropy of the candidates' topics; 0 is one topic">
            <dt>Topic entropy</dt>
            <dd>{pool.topicEntropy === undefined ? 'no topics' : `${formatNumber(pool.topicEntropy, 2)} bits`}</dd>
          </div>
          <div title="Making the vectors and searching the catalogue, one run">
            <dt>Latency</dt>
            <dd>{formatNumber(result.stages.generate.ms + result.stages.retrieve.ms, 1)} ms</dd>
          </div>
        </dl>
        <PoolMap queries={queries} candidates={result.candidates} selected={selected} />
      </section>
      <OutcomeMixer heads={heads} weights={result.weights} colors={colors} setting={setting} onSetting={onSetting} />
      {abilities.topics.length > 0 ? <TopicChips topics={abilities.topics} setting={setting} onSetting={onSetting} /> : undefined}
      <section className={classes['part']} aria-label="Span">
        <header>
          <h3>Span</h3>
          <SegmentedControl
            aria-label="Long-term or real-time"
            value={setting.horizon}
            onChange={(value) => onSetting({ horizon: horizons.find((horizon) => horizon === value) ?? 'real-time' })}
            data={horizons.map((horizon) => ({ value: horizon, label: horizon }))}
          />
        </header>
        {result.longTerm === undefined ? undefined : <p className="dim">{longTermNote(result.longTerm)}</p>}
      </section>
    </Panel>
  );
});
