import { CartesianGrid, Label, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { LearnerRecord } from '../../../core/policy/learned.ts';
import { axisStyle, axisTitleStyle, gridStyle } from '../../ui/chart/axis-style.ts';
import { formatDuration, formatName, formatSignificant } from '../../ui/format.ts';
import classes from './learning-curve.module.css';

/** How the predictions were learned: the loss on both parts, epoch by epoch, and what the learner says of itself. */
export function LearningCurve({ learned }: { readonly learned: LearnerRecord }) {
  const { curve = [], note, facts = {}, seconds } = learned;
  return (
    <div className={classes['learning']}>
      <div>
        <p>{note}</p>
        <dl>
          {seconds === undefined ? undefined : (
            <div>
              <dt>Learned in</dt>
              <dd>{formatDuration(seconds * 1000)}</dd>
            </div>
          )}
          {Object.entries(facts).map(([name, value]) => (
            <div key={name}>
              <dt>{formatName(name)}</dt>
              <dd>{typeof value === 'number' ? formatSignificant(value, 4) : value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {curve.length < 2 ? undefined : (
        <figure
          aria-label={`Loss over ${curve.length} epochs: validation went from ${formatSignificant(curve[0]?.validation ?? NaN, 4)} to ${formatSignificant(curve.at(-1)?.validation ?? NaN, 4)}`}
        >
          <LineChart
            responsive
            style={{ width: '100%', height: 150 }}
            data={[...curve]}
            margin={{ top: 6, right: 10, bottom: 0, left: 6 }}
            accessibilityLayer={false}
          >
            <CartesianGrid {...gridStyle} />
            <XAxis dataKey="epoch" height={34} {...axisStyle}>
              <Label value="epoch" position="insideBottom" offset={2} {...axisTitleStyle} />
            </XAxis>
            <YAxis domain={['auto', 'auto']} width={58} tickFormatter={(value: number) => formatSignificant(value, 4)} {...axisStyle} />
            <Line dataKey="train" name="learned on" stroke="var(--text-dim)" strokeDasharray="4 3" dot={false} isAnimationActive={false} />
            <Line dataKey="validation" name="held out" stroke="var(--accent)" dot={false} isAnimationActive={false} />
            <Tooltip isAnimationActive={false} formatter={(value) => formatSignificant(Number(value), 5)} />
          </LineChart>
          <figcaption className="dim">Loss: solid on users it had not seen, dashed on those it learned from.</figcaption>
        </figure>
      )}
    </div>
  );
}
