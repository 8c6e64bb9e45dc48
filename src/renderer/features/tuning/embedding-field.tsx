import { Button, Select } from '@mantine/core';
import type { LogDescription } from '../../../contract/tuning.ts';
import { useMakeUserEmbeddings, useUserEmbeddings } from '../../data/user-embeddings.ts';
import { formatCount, formatDay, formatPercent } from '../../ui/format.ts';
import { ErrorState } from '../../ui/states.tsx';

interface EmbeddingFieldProps {
  readonly log: LogDescription;
  /** Hash of the bundle whose embeddings join the state. */
  readonly bundle: string | undefined;
  readonly onChange: (bundle: string | undefined) => void;
}

const none = 'none';

/** Says whether long-term user embeddings are stored for the dataset, offers them to the learner, and offers to make them. */
export function EmbeddingField({ log, bundle, onChange }: EmbeddingFieldProps) {
  const { start, job } = useMakeUserEmbeddings();
  const { data } = useUserEmbeddings(log.dataset, job?.state);
  if (data === undefined) return undefined;
  const { stored, makers } = data;
  if (stored.length === 0 && makers.length === 0)
    return <p className="dim">User embeddings: none, and no bundle here can make them from this dataset’s events.</p>;
  const chosen = stored.find((one) => one.bundle === bundle);
  const maker = makers.find((name) => name === chosen?.name) ?? makers[0];
  const running = job?.state === 'running';
  return (
    <>
      {stored.length === 0 ? (
        <p className="dim">User embeddings: none are stored.</p>
      ) : (
        <Select
          label="User embeddings"
          description="Of each request the newest that was made before it; others are flagged missing"
          value={chosen?.bundle ?? none}
          allowDeselect={false}
          data={[
            { value: none, label: 'Not used' },
            ...stored.map((one) => ({
              value: one.bundle,
              label: `${one.name ?? one.bundle.slice(0, 12)}: ${formatCount(one.users)} users, as of ${formatDay(one.fromMs)}`,
            })),
          ]}
          onChange={(next) => onChange(next === null || next === none ? undefined : next)}
        />
      )}
      {maker === undefined ? undefined : (
        <Button
          size="compact-xs"
          variant="default"
          title={`${maker} makes them, one per user and night that knows more events than the night before`}
          loading={start.isPending}
          disabled={running}
          onClick={() => start.mutate({ dataset: log.dataset, log: log.log, bundle: maker })}
        >
          {running ? `${job.phase} ${job.fraction === undefined ? '' : formatPercent(job.fraction, 0)}` : 'Make user embeddings'}
        </Button>
      )}
      {start.isError ? <ErrorState title="No embeddings were made" error={start.error} /> : undefined}
      {job?.state === 'failed' ? <p className="dim">No embeddings were made: {job.error?.message}</p> : undefined}
    </>
  );
}
