import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { memo, useState } from 'react';
import type { Expectation } from '../../../contract/findings.ts';
import type { ItemCard } from '../../../contract/datasets.ts';
import { defaultSlate, type RequestInput } from '../../../contract/inspect.ts';
import { describeError } from '../../data/console-error.ts';
import { useExportFindings, useFindings, useKeepFinding } from '../../data/findings.ts';
import { useStored } from '../../shell/stored.ts';
import { fileNameOf } from '../../ui/chart/save-drawing.ts';
import { Panel } from '../../ui/panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { FindingCard } from './finding-card.tsx';
import classes from './findings-panel.module.css';

interface FindingsPanelProps {
  readonly dataset: string;
  readonly bundle: string;
  /** Bundles that serve this dataset. */
  readonly bundles: readonly string[];
  /** The whole request as it stands, asked for when it is kept. */
  readonly request: () => RequestInput | undefined;
  /** The selected candidate: what the finding is about. */
  readonly selected: ItemCard | undefined;
  readonly onOpen: (request: RequestInput) => void;
}

const expectations = [
  { value: 'none', label: 'Nothing: only keep what it shows' },
  { value: 'in-top', label: `It belongs among the first ${defaultSlate}` },
  { value: 'not-in-top', label: `It does not belong among the first ${defaultSlate}` },
];

function expectationOf(type: string, item: string | undefined): Expectation | undefined {
  return item !== undefined && (type === 'in-top' || type === 'not-in-top') ? { type, item, k: defaultSlate } : undefined;
}

/** Keeps this request with what it shows, and the findings kept before: opened, run again on another bundle, exported. */
export const FindingsPanel = memo(function FindingsPanel({ dataset, bundle, bundles, request, selected, onOpen }: FindingsPanelProps) {
  const findings = useFindings(dataset);
  const keep = useKeepFinding();
  const exporting = useExportFindings();
  const [author, setAuthor] = useStored('author');
  const [note, setNote] = useState('');
  const [expected, setExpected] = useState('none');
  const list = findings.data ?? [];
  const save = (format: 'json' | 'csv') =>
    exporting.mutate(
      { format, findings: list.map(({ id }) => id) },
      {
        onSuccess: ({ text }) =>
          saveFile(`${fileNameOf('findings', dataset)}.${format}`, text, format === 'csv' ? 'text/csv' : 'application/json'),
      },
    );
  return (
    <Panel
      title="Findings"
      note={findings.data === undefined ? undefined : `${list.length} on ${dataset}`}
      flush
      actions={
        <>
          <Button variant="subtle" size="compact-xs" disabled={list.length === 0} onClick={() => save('csv')}>
            CSV
          </Button>
          <Button variant="subtle" size="compact-xs" disabled={list.length === 0} onClick={() => save('json')}>
            JSON
          </Button>
        </>
      }
    >
      <form
        className={classes['keep']}
        aria-label="Keep a finding"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = request();
          if (asked === undefined) return;
          const expect = expectationOf(expected, selected?.id);
          keep.mutate(
            {
              request: asked,
              author: author ?? '',
              note,
              ...(selected === undefined ? {} : { item: selected.id }),
              ...(expect === undefined ? {} : { expect }),
            },
            { onSuccess: () => setNote('') },
          );
        }}
      >
        <p className="dim">
          {selected === undefined ? 'About the whole order; select a candidate to keep a finding about it.' : `About “${selected.title}”.`}
        </p>
        <Textarea
          aria-label="Note"
          placeholder="What is noteworthy"
          size="xs"
          autosize
          minRows={2}
          maxRows={5}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {selected === undefined ? undefined : (
          <Select
            aria-label="What is expected"
            data={expectations}
            value={expected}
            allowDeselect={false}
            onChange={(value) => setExpected(value ?? 'none')}
          />
        )}
        <div className={classes['sign']}>
          <TextInput
            aria-label="Your name"
            placeholder="Your name"
            value={author ?? ''}
            onChange={(event) => setAuthor(event.currentTarget.value)}
          />
          <Button type="submit" loading={keep.isPending} disabled={note.trim() === '' || (author ?? '').trim() === ''}>
            Keep finding
          </Button>
        </div>
        {keep.isError ? (
          <p role="alert" className={classes['problem']}>
            {describeError(keep.error).message}
          </p>
        ) : undefined}
      </form>
      {findings.isError ? (
        <ErrorState title="The findings were not read" error={findings.error} onRetry={() => void findings.refetch()} />
      ) : findings.data === undefined ? (
        <LoadingState rows={3} label="Loading findings" />
      ) : list.length === 0 ? (
        <p className={classes['none']}>
          Nothing was kept yet. A finding holds the request, its edits and what it showed, and runs again on the next model.
        </p>
      ) : (
        <ul className={classes['list']} aria-label="Findings">
          {list.map((finding) => (
            <FindingCard key={finding.id} finding={finding} bundle={bundle} bundles={bundles} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </Panel>
  );
});
