import { choiceWords } from '../../../core/register/chosen-policy.ts';
import { usePolicy } from '../../data/policies.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RequestView } from './request-view.tsx';

/** One request under an operating policy as it was frozen, whatever became of its run since. */
export function PolicyRequest({ policy }: { readonly policy: number }) {
  return (
    <Loaded query={usePolicy(policy)} failed={`Policy ${policy} was not read`} rows={10} label="Reading the policy">
      {(detail) => <RequestView result={detail.body.result} of={{ policy }} title={`Policy ${policy}, ${choiceWords(detail.policy)}`} />}
    </Loaded>
  );
}
