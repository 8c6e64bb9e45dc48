import { IconAdjustments, IconArrowRight, IconFileImport, IconListSearch, IconPlayerPlay } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { bundlesFor, useSelection } from '../../shell/selection.ts';
import { longestSession, useSessions } from '../../data/sessions.ts';
import classes from './next-steps.module.css';

interface Step {
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  readonly title: string;
  readonly text: string;
  readonly href?: string;
  /** Why it cannot be done yet, and what would make it possible. */
  readonly missing?: string;
}

/** The three things the console is for, each one click away on what is loaded, and the way to bring one's own data. */
export function NextSteps() {
  const { dataset, bundle, datasets, bundles, isLoading } = useSelection();
  const ranked =
    dataset !== undefined && bundle !== undefined
      ? dataset
      : datasets.find((entry) => bundlesFor(entry, bundles).length > 0 && entry.sessions > 0);
  const replayed = ranked ?? [dataset, ...datasets].find((entry) => entry !== undefined && entry.sessions > 0);
  const logged = [dataset, ...datasets].find((entry) => entry !== undefined && entry.logs.some((log) => log.kind === 'exploration'));
  const sessions = useSessions(replayed?.name, '');
  const longest = longestSession(sessions.data?.pages[0]?.sessions);
  const withModel = {
    dataset: ranked?.name,
    bundle: bundle !== undefined && ranked === dataset ? bundle.name : bundlesFor(ranked, bundles)[0]?.name,
  };
  const noModel = isLoading ? 'Loading' : 'Needs a dataset with sessions and a bundle trained on it';

  const steps: readonly Step[] = [
    {
      icon: IconPlayerPlay,
      title: 'Replay a session',
      text: `Step through what a user did${replayed === undefined ? '' : ` in ${replayed.name}`}, and see where the model had ranked it.`,
      ...(replayed === undefined
        ? { missing: isLoading ? 'Loading' : 'Needs a dataset with user sequences' }
        : { href: hashHref(addressOf('/replay', { ...withModel, dataset: replayed.name, session: longest?.id })) }),
    },
    {
      icon: IconListSearch,
      title: 'Explain one request',
      text: 'Candidates, head values and what each weight contributes; edit the history and watch the order move.',
      ...(ranked === undefined ? { missing: noModel } : { href: hashHref(addressOf('/inspect', { ...withModel, user: longest?.user })) }),
    },
    {
      icon: IconAdjustments,
      title: 'Tune the trade-off',
      text: `Learn a policy per alpha on one part of a log${logged === undefined ? '' : ` of ${logged.name}`}, score it on the other, read the frontier.`,
      ...(logged === undefined
        ? { missing: isLoading ? 'Loading' : 'Needs a dataset with an exploration log' }
        : { href: hashHref(addressOf('/tuning', { dataset: logged.name })) }),
    },
    {
      icon: IconFileImport,
      title: 'Import your own',
      text: 'Drop files or a folder anywhere on this page. The first rows are shown before anything is stored.',
      href: hashHref('/import'),
    },
  ];
  return (
    <section aria-label="What to do next" className={classes['steps']}>
      {steps.map((step) => (
        <StepCard key={step.title} step={step} />
      ))}
    </section>
  );
}

function StepCard({ step }: { readonly step: Step }) {
  const content = (
    <>
      <span className={classes['title']}>
        <step.icon size={16} stroke={1.7} />
        {step.title}
        {step.href === undefined ? undefined : <IconArrowRight size={15} stroke={1.7} className={classes['arrow']} aria-hidden />}
      </span>
      <span className={classes['text']}>{step.text}</span>
      {step.missing === undefined ? undefined : <span className={classes['missing']}>{step.missing}</span>}
    </>
  );
  return step.href === undefined ? (
    <div className={classes['step']}>{content}</div>
  ) : (
    <a className={classes['step']} href={step.href}>
      {content}
    </a>
  );
}
