import type { PolicyFigures, SweepResult } from '../../../core/policy/sweep-result.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatCount, formatInterval, formatLift, formatName, formatPercent } from '../../ui/format.ts';
import classes from './effects.module.css';

const words = { held: 'Held', unclear: 'Unclear', violated: 'Violated' } as const;

/** What the policy does to every other logged reward, each against its guardrail. */
export function RewardEffects({ point }: { readonly point: PolicyFigures }) {
  if (point.rewards === undefined || point.rewards.length === 0) return undefined;
  return (
    <section className={classes['effects']} aria-label="Other rewards">
      <h3>Every other logged reward</h3>
      <table>
        <caption className="visually-hidden">Other rewards against production, with their guardrails</caption>
        <tbody>
          {point.rewards.map(({ reward, sense, margin, lift, low, high, verdict }) => (
            <tr key={reward} data-verdict={verdict}>
              <th scope="row" title={`${sense === 'more' ? 'May lose' : 'May rise'} ${formatPercent(margin)}`}>
                {formatName(reward)}
              </th>
              <td className="number">{lift === undefined ? '' : formatLift(lift)}</td>
              <td className="number dim">
                {low === undefined || high === undefined ? 'too few events' : formatInterval(low, high, formatLift)}
              </td>
              <td className={classes['verdict']}>{words[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface EffectsProps {
  readonly result: SweepResult;
  readonly point: PolicyFigures;
}

/** The same policy on rows that neither learned nor scored it: what an approval will quote. */
export function ConfirmedLifts({ result, point }: EffectsProps) {
  const { confirm } = point;
  if (confirm === undefined) return undefined;
  return (
    <section className={classes['effects']} aria-label="Confirm rows">
      <h3 title={result.split.estimand}>On {formatCount(result.split.confirmRows ?? 0)} confirm rows</h3>
      {confirm.refused ? (
        <p className="dim">No number: {confirm.flags.find(({ level }) => level === 'refusal')?.message ?? 'too few hits.'}</p>
      ) : (
        <table>
          <caption className="visually-hidden">Lifts on the confirm rows, which an approval quotes</caption>
          <tbody>
            {result.objectives.map((objective) => {
              const interval = confirm.liftIntervals.find((entry) => entry.objective === objective);
              return (
                <tr key={objective}>
                  <th scope="row">{formatName(objective)}</th>
                  <td className="number">{formatLift(confirm.lifts[objective] ?? NaN)}</td>
                  <td className="number dim">{interval === undefined ? '' : formatInterval(interval.low, interval.high, formatLift)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Who gets something else, who is worse off by the learned model, and how often the bootstrap agrees. */
export function Consequences({ result, point }: EffectsProps) {
  const { changed, losers, bootstrap } = point;
  const lines: (readonly [string, string, string])[] = [];
  if (changed !== undefined)
    lines.push([
      'Requests that get another vector',
      formatPercent(changed),
      'Share of scored requests whose action differs from production',
    ]);
  for (const { objective, requests, users } of losers ?? [])
    lines.push([
      `Lower ${formatName(objective)}`,
      `${formatPercent(requests)} of requests, ${formatPercent(users)} of users`,
      'Predicted by the learned model, not observed',
    ]);
  if (bootstrap !== undefined) {
    const help = `Share of ${formatCount(result.bootstrap?.replicates ?? 0)} resampled logs, users drawn with repetition; not a probability`;
    lines.push(['Bootstrap share: beats production on all', formatPercent(bootstrap.beatsProduction), help]);
    lines.push(['Bootstrap share: the learned mix of arms is as good', formatPercent(bootstrap.beatenByStatic), help]);
    if (Object.keys(bootstrap.guardrails).length > 0)
      lines.push(['Bootstrap share: all guardrails hold', formatPercent(bootstrap.allGuardrails), help]);
  }
  if (lines.length === 0) return undefined;
  return (
    <section className={classes['effects']} aria-label="Consequences">
      <h3>To whom, and how sure</h3>
      <dl>
        {lines.map(([name, text, help]) => (
          <div key={name} title={help}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {bootstrap === undefined ? undefined : (
        <p className="faint">
          A share is no probability. <a href={hashHref('/verify')}>Verify</a> checks how often such shares are right.
        </p>
      )}
    </section>
  );
}
