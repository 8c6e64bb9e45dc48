import { choiceWords } from '../../../core/register/chosen-policy.ts';
import type { OperatingPolicy, RegisteredSnapshot } from '../../../core/register/register-state.ts';
import { formatTime } from '../../ui/format.ts';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { alphaText, ruleWords, stateHelp, stateWords } from './policy-words.ts';
import classes from './policies.module.css';

interface PolicyTableProps {
  readonly policies: readonly OperatingPolicy[];
  readonly snapshots: readonly RegisteredSnapshot[];
  readonly selected: number | undefined;
  readonly onSelect: (policy: number) => void;
}

const columns = [
  'Policy',
  'State',
  'Dataset',
  { number: 'Alpha or rule' },
  { number: 'Run' },
  'Proposed by',
  'Approved by',
  'Since (UTC)',
] as const;

/** Every policy there was, newest first; the live one carries production's mark. */
export function PolicyTable({ policies, snapshots, selected, onSelect }: PolicyTableProps) {
  return (
    <ScrollTable label="Table of operating policies" columns={columns} className={classes['scroll']}>
      {policies.map((policy) => (
        <tr key={policy.id} data-current={policy.id === selected || undefined} data-state={policy.state}>
          <td>
            <button type="button" className={classes['name']} aria-pressed={policy.id === selected} onClick={() => onSelect(policy.id)}>
              Policy {policy.id}
            </button>
          </td>
          <td>
            <span className={classes['state']} data-state={policy.state} title={stateHelp[policy.state]}>
              {policy.state === 'live' ? (
                <span aria-hidden="true">
                  <ProductionGlyph />{' '}
                </span>
              ) : undefined}
              {stateWords[policy.state]}
            </span>
          </td>
          <td>{policy.dataset}</td>
          <td className="number" title={choiceWords(policy)}>
            {policy.alpha === undefined ? ruleWords(policy) : alphaText(policy.alpha)}
          </td>
          <td className="number">{snapshots.find(({ id }) => id === policy.snapshot)?.run}</td>
          <td>{policy.proposedBy}</td>
          <td>{policy.approvedBy ?? <span className="faint">nobody yet</span>}</td>
          <td className={classes['since']}>{formatTime(policy.rolledBackAt ?? policy.approvedAt ?? policy.proposedAt)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
