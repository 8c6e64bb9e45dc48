import { Button } from '@mantine/core';
import type { PolicyPoint } from '../../../core/policy/sweep-result.ts';
import classes from './beside-actions.module.css';
import { proposalHindrance } from './shown-policy.ts';

/** What can be done with a policy beside the frontier where it is listed. */
export interface BesideActions {
  /** The one that the card shows. */
  readonly beside: number | undefined;
  readonly onShow: (place: number) => void;
  /** Shows it with the form open. */
  readonly onPropose: (place: number) => void;
}

interface BesideProps extends BesideActions {
  readonly policy: PolicyPoint;
  readonly place: number;
}

/** Its name, which opens it in the card. */
export function BesideName({ policy, place, beside, onShow }: Omit<BesideProps, 'onPropose'>) {
  return (
    <button type="button" className={classes['name']} aria-pressed={beside === place} title={policy.words} onClick={() => onShow(place)}>
      {policy.name}
    </button>
  );
}

/** Opens it in the card, ready to be proposed. */
export function ProposeBeside({ policy, place, onPropose }: Pick<BesideProps, 'policy' | 'place' | 'onPropose'>) {
  const why = proposalHindrance({ figures: policy, beside: policy });
  return (
    <Button
      variant="default"
      size="compact-xs"
      disabled={why !== undefined}
      title={why}
      aria-label={`Propose ${policy.name}`}
      onClick={() => onPropose(place)}
    >
      Propose
    </Button>
  );
}
