import { IconLink, IconUnlink } from '@tabler/icons-react';
import type { Register } from '../../../contract/policies.ts';
import { formatCounted } from '../../ui/format.ts';
import classes from './policies.module.css';

/** Whether the register can be trusted, in one line. */
export function ChainMark({ register }: { readonly register: Register }) {
  const { chainValid, audit, problems } = register;
  if (chainValid && audit.length === 0) return <span className="dim">The audit chain has no entry yet</span>;
  const Icon = chainValid ? IconLink : IconUnlink;
  return (
    <span className={classes['chain']} data-valid={chainValid} role="status">
      <Icon size={14} stroke={1.8} aria-hidden />
      {chainValid
        ? `Audit chain valid, ${formatCounted(audit.length, 'entry', 'entries')}`
        : `Audit chain not valid: ${formatCounted(problems.length, 'problem')}`}
    </span>
  );
}
