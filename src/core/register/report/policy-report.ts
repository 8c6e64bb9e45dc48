import { formatNumber, formatPercent } from '../../ope/format-number.ts';
import { multiplicityWords } from '../../policy/simultaneous.ts';
import type { FrontierPoint, PolicyFigures } from '../../policy/sweep-result.ts';
import { chosenPolicy, choiceWords } from '../chosen-policy.ts';
import type { PolicyExport } from '../export-document.ts';
import { evidenceOf } from '../evidence.ts';
import type { GuardrailVerdict } from '../guardrails.ts';
import { choiceSection } from './choice-section.ts';
import { frontierSvg, signed } from './frontier-svg.ts';
import { html, type Html } from './html.ts';
import { reportStyle } from './report-style.ts';

/**
 * An exported operating policy as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
 * Says what the policy is, what it is expected to do and how sure that is, who approved it, and how its numbers came about.
 */
export function policyReport(document: PolicyExport): string {
  const { policy, snapshot, evidence } = document;
  const { result } = snapshot.body;
  const chosen = chosenPolicy(result, policy);
  const chart = frontierSvg(result, policy);
  const how = choiceSection(document);
  const choice = choiceWords(policy);
  const title = `Operating policy ${policy.id} for ${policy.dataset}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${{ html: reportStyle }}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="dim">
            ${`${choice.charAt(0).toUpperCase()}${choice.slice(1)}; ${policy.state.replace('-', ' ')}. Proposed by ${policy.proposedBy} on ${utc(policy.proposedAt)}${policy.approvedBy === undefined ? '' : `, approved by ${policy.approvedBy} on ${utc(policy.approvedAt)}`}.`}
          </p>
          <p>${policy.reason}</p>
          ${policy.rollbackReason === undefined ? undefined : html`<p class="broken">${`Rolled back by ${policy.rolledBackBy ?? ''} on ${utc(policy.rolledBackAt)}: ${policy.rollbackReason}`}</p>`}
          <h2>What it is expected to do</h2>
          <section>
            ${chosen === undefined ? undefined : effects(document, chosen)}
            <p class="dim">${evidence.note}</p>
          </section>
          ${
            how === undefined
              ? undefined
              : html`<h2>How it chooses</h2>
                  ${how}`
          }
          ${
            chart === undefined
              ? undefined
              : html`<h2>The frontier it was chosen from</h2>
                  <figure>
                    ${chart}
                    <figcaption>
                      Filled: supported; ring: efficient; grey: dominated; small dots: single arms; triangles: policies beside it; diamond:
                      production; circled, with its intervals: the chosen one. Green: both objectives gain.
                    </figcaption>
                  </figure>`
          }
          <h2>Points</h2>
          <section>${points(document)}</section>
          <h2>How the numbers came about</h2>
          <section>${method(document)}</section>
          ${
            result.findings.length === 0
              ? undefined
              : html`<h2>Findings</h2>
                  <section>${result.findings.map(({ level, message }) => html`<p class="${level}">${message}</p>`)}</section>`
          }
          <h2>Proof</h2>
          <section>
            <dl>
              <dt>Snapshot</dt>
              <dd><code>${snapshot.hash}</code></dd>
              <dt>Export</dt>
              <dd><code>${document.hash}</code></dd>
              <dt>Chain</dt>
              <dd>${`entry ${document.head.seq}, `}<code>${document.head.hash}</code></dd>
            </dl>
            <p class="dim">Keep the export where those who can write the workspace cannot: an audit holds a later chain to it.</p>
          </section>
        </main>
      </body>
    </html> `;
  return page.html;
}

/** To the second, for people; the record itself keeps milliseconds. */
function utc(time: string | undefined): string {
  return time === undefined ? '' : `${time.slice(0, 19).replace('T', ' ')} UTC`;
}

function effects({ policy, snapshot }: PolicyExport, chosen: PolicyFigures): Html {
  const { result } = snapshot.body;
  const { rows, figures } = evidenceOf(chosen);
  const others = (figures.rewards ?? []).map(({ reward, value, lift, low, high }) => ({
    name: reward,
    value,
    lift,
    interval: low === undefined || high === undefined ? undefined : { low, high },
  }));
  const swept = result.objectives.map((name) => ({
    name,
    value: figures.values[name],
    lift: figures.lifts[name],
    interval: figures.liftIntervals.find((entry) => entry.objective === name),
  }));
  const count = rows === 'confirm' ? (result.split.confirmRows ?? 0) : result.split.scoreRows;
  return html`<table>
      <thead>
        <tr>
          <th>reward</th>
          <th>policy</th>
          <th>lift over production</th>
          <th>${`${formatNumber(100 * result.level)}% interval`}</th>
          <th>guardrail</th>
        </tr>
      </thead>
      <tbody>
        ${[...swept, ...others].map((row) => {
          const guardrail = policy.guardrails.find((entry) => entry.objective === row.name);
          return html`<tr>
            <td>${row.name}</td>
            <td>${number(row.value)}</td>
            <td>${lift(row.lift)}</td>
            <td>${row.interval === undefined ? 'unknown' : `${signed(row.interval.low)} to ${signed(row.interval.high)}`}</td>
            <td class="${guardrail?.verdict ?? ''}">
              ${guardrail === undefined ? 'none' : `${guardrail.verdict}, ${marginText(guardrail)}`}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
    <p class="dim">
      ${`${result.estimator.toUpperCase()} over ${formatNumber(count, 12)} ${rows} rows, ${formatNumber(figures.hits, 12)} hits, effective sample size ${formatNumber(figures.ess)}. Intervals are ${multiplicityWords(result)}.${result.split.estimand === undefined ? '' : ` ${result.split.estimand}`}`}
    </p>`;
}

function marginText({ margin, sense }: GuardrailVerdict): string {
  return sense === 'less' ? `may rise ${formatPercent(margin)}` : `may lose ${formatPercent(margin)}`;
}

/** Dominated points say nothing that an efficient one does not; of alphas that choose alike the first stands for all, but the chosen one always stands. */
function points({ policy, snapshot }: PolicyExport): Html {
  const { result } = snapshot.body;
  const rows = result.points.flatMap((point, place) =>
    point.status === 'supported' || point.status === 'efficient' || place === policy.point ? [{ point, place }] : [],
  );
  const same = (a: FrontierPoint, b: FrontierPoint) =>
    a.status === b.status && a.hits === b.hits && result.objectives.every((objective) => a.values[objective] === b.values[objective]);
  const shown = rows.filter(
    ({ point, place }, index) =>
      place === policy.point ||
      !rows.some((other, before) => same(other.point, point) && (before < index || other.place === policy.point) && other.place !== place),
  );
  const beside = policy.beside === undefined ? undefined : chosenPolicy(result, policy);
  const line = (name: string, { status, lifts, hits }: PolicyFigures, isChosen: boolean) =>
    html`<tr class="${isChosen ? 'chosen' : ''}">
      <td>${name}</td>
      <td>${status}</td>
      ${result.objectives.map((objective) => html`<td>${lift(lifts[objective])}</td>`)}
      <td>${formatNumber(hits, 12)}</td>
    </tr>`;
  return html`<table>
    <thead>
      <tr>
        <th>alpha</th>
        <th>status</th>
        ${result.objectives.map((objective) => html`<th>${objective}</th>`)}
        <th>hits</th>
      </tr>
    </thead>
    <tbody>
      ${beside === undefined ? undefined : line(policy.beside?.name ?? '', beside, true)}
      ${shown.map(({ point, place }) => line(alphaText(point.alpha), point, place === policy.point))}
    </tbody>
  </table>`;
}

function method({ snapshot, serving }: PolicyExport): Html {
  const { dataset, log, result, run, sweptAt, console: version } = snapshot.body;
  const facts: readonly (readonly [string, string])[] = [
    ['Dataset', `${dataset.name}, content ${dataset.hash}`],
    [
      'Log',
      `${log.name}, ${formatNumber(log.rows, 12)} rows${log.window === undefined ? '' : `, ${log.window.from} to ${log.window.to}`}, ${log.actions.length} actions`,
    ],
    ['Learner', `${result.learner}, seed ${result.split.seed}`],
    ['Split', result.split.note],
    [
      'Divisors',
      Object.entries(result.divisors)
        .map(([name, value]) => `${name} ${formatNumber(value)}`)
        .join(', '),
    ],
    [
      'Hypervolume',
      `${formatNumber(result.hypervolume, 6)} above ${result.reference.map((value) => formatNumber(value)).join(', ')} (${result.referenceRule})`,
    ],
    [
      'Fallback',
      `${serving.fallback.name} is served where a feature is missing, where no answer comes in ${formatNumber(serving.budgetMs)} ms, and ${formatNumber(serving.maxAgeDays)} days after the sweep`,
    ],
    ['Run', `${run}, swept ${sweptAt} by version ${version}`],
  ];
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function alphaText(alpha: number | readonly number[]): string {
  return [alpha]
    .flat()
    .map((value) => formatNumber(value, 4))
    .join(' / ');
}

function number(value: number | undefined): string {
  return value === undefined ? 'unknown' : formatNumber(value, 5);
}

function lift(value: number | undefined): string {
  return value === undefined ? 'unknown' : signed(value);
}
