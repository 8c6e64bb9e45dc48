import { formatNumber } from '../../ope/format-number.ts';
import type { PolicyExport } from '../export-document.ts';
import { chosenPolicy } from '../chosen-policy.ts';
import { html, type Html } from './html.ts';

/** How the policy takes an action, in words; and the alpha of each cohort where each has its own. Undefined where one alpha says it all. */
export function choiceSection({ policy, choice, snapshot }: PolicyExport): Html | undefined {
  const { result } = snapshot.body;
  switch (choice?.type) {
    case undefined:
    case 'alpha':
      return undefined;
    case 'static':
      return html`<section><p>${`Every request gets ${choice.action.name}.`}</p></section>`;
    case 'network': {
      const chosen = chosenPolicy(result, policy);
      const { words = '', facts = {} } = chosen !== undefined && 'kind' in chosen ? chosen : {};
      const net = choice.network === 'own' ? 'a net learned for this policy' : 'the net that made the predictions of the sweep';
      return html`<section>
        <p>${`A request gets the action with the highest answer of ${net}. ${words}`}</p>
        <dl>
          ${Object.entries(facts).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${typeof value === 'number' ? formatNumber(value) : value}</dd>`,
          )}
        </dl>
      </section>`;
    }
    case 'cohorts':
      return html`<section>
        <table>
          <thead>
            <tr>
              <th>${choice.column}</th>
              <th>alpha</th>
              <th>scored rows</th>
            </tr>
          </thead>
          <tbody>
            ${choice.cohorts.map(({ value, alpha }) => {
              const group = result.cohorts?.groups.find(({ name }) => name === (value ?? 'missing'));
              return html`<tr>
                <td>${String(value ?? 'missing')}</td>
                <td>${alpha === undefined ? 'production' : formatNumber(alpha, 4)}</td>
                <td>${group === undefined ? '' : formatNumber(group.rows, 12)}</td>
              </tr>`;
            })}
          </tbody>
        </table>
        <p class="dim">${`${choice.told} Every other request gets ${choice.otherwise.name}.`}</p>
      </section>`;
  }
}
