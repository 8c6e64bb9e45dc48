import { Fragment } from 'react';
import type { PolicyPoint } from '../../core/policy/sweep-result.ts';
import { cohortWords } from '../../core/register/chosen-policy.ts';
import { formatName, formatSignificant } from './format.ts';
import classes from './how-it-chooses.module.css';

/** How a policy beside the frontier takes an action, and what was noted when it was learned. */
export function HowItChooses({ policy: { name, kind, rule, words, facts } }: { readonly policy: PolicyPoint }) {
  return (
    <section className={classes['how']} aria-label="How it chooses">
      <h3>{kind === 'cohorts' ? 'How it chooses' : name}</h3>
      {rule?.type === 'cohorts' ? (
        <p>
          Alpha by {formatName(rule.column)}: {cohortWords(rule)}. Each was chosen by the learned model alone; a request of no listed cohort
          gets production.
        </p>
      ) : words === undefined ? undefined : (
        <p>{words}</p>
      )}
      {facts === undefined ? undefined : (
        <dl>
          {Object.entries(facts).map(([title, value]) => (
            <Fragment key={title}>
              <dt>{title}</dt>
              <dd>{typeof value === 'number' ? formatSignificant(value, 3) : value}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  );
}
