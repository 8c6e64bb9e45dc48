import { Button, Input, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { datasetFormats, type DatasetFormat } from '../../../contract/datasets.ts';
import type { ColumnMapping, ImportPreview } from '../../../contract/imports.ts';
import { useClient } from '../../data/console-context.tsx';
import { useDatasets } from '../../data/datasets.ts';
import { useImportPreview } from '../../data/imports.ts';
import { Later } from '../../shell/later.tsx';
import form from '../../ui/settings-form.module.css';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { FilePreviews } from './file-previews.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { PreviewNotes } from './preview-notes.tsx';
import { nameProblem } from '../../data/dataset-name.ts';

interface PreviewFormProps {
  readonly grant: string;
  readonly proposedName: string;
  readonly onStarted: (job: number) => void;
  readonly onDiscarded: () => void;
}

/** What the importer makes of the files, and all that can be decided before it starts. */
export function PreviewForm({ grant, proposedName, onStarted, onDiscarded }: PreviewFormProps) {
  const [format, setFormat] = useState<DatasetFormat>();
  const [mapping, setMapping] = useState<ColumnMapping>();
  const preview = useImportPreview({ grant, ...(format === undefined ? {} : { format }), ...(mapping === undefined ? {} : { mapping }) });

  if (preview.data === undefined) {
    if (preview.isError) {
      return <ErrorState title="The files could not be previewed" error={preview.error} onRetry={onDiscarded} />;
    }
    return <LoadingState rows={9} label="Reading the first rows" />;
  }
  return (
    <PreviewBody
      grant={grant}
      preview={preview.data}
      chosen={mapping}
      isStale={preview.isPlaceholderData}
      error={preview.error ?? undefined}
      initialName={proposedName === '' ? preview.data.suggestedName : proposedName}
      onFormat={(next) => {
        setMapping(undefined);
        setFormat(next);
      }}
      onMapping={setMapping}
      onStarted={onStarted}
      onDiscarded={onDiscarded}
    />
  );
}

interface PreviewBodyProps extends Omit<PreviewFormProps, 'proposedName'> {
  readonly preview: ImportPreview;
  /** What the person chose, which is ahead of the preview while that is being made. */
  readonly chosen: ColumnMapping | undefined;
  readonly isStale: boolean;
  readonly error: unknown;
  readonly initialName: string;
  readonly onFormat: (format: DatasetFormat) => void;
  readonly onMapping: (mapping: ColumnMapping) => void;
}

function PreviewBody({
  grant,
  preview,
  chosen,
  isStale,
  error,
  initialName,
  onFormat,
  onMapping,
  onStarted,
  onDiscarded,
}: PreviewBodyProps) {
  const client = useClient();
  const datasets = useDatasets().data ?? [];
  const [name, setName] = useState(initialName);
  const [onBadRow, setOnBadRow] = useState<'stop' | 'skip'>('stop');
  const start = useMutation({
    mutationFn: () =>
      client['imports.start']({
        grant,
        as: name,
        ...(preview.format === undefined ? {} : { format: preview.format }),
        ...(chosen === undefined ? {} : { mapping: chosen }),
        onBadRow,
      }),
    onSuccess: ({ job }) => onStarted(job),
  });
  const discard = useMutation({ mutationFn: () => client['imports.discard']({ grant }), onSettled: onDiscarded });

  const problem = nameProblem(
    name,
    datasets.map((dataset) => dataset.name),
  );
  const mapping = preview.format === undefined ? undefined : (chosen ?? preview.mapping ?? { format: preview.format, columns: {} });
  const missing = preview.fields.filter((field) => field.required && mapping?.columns[field.field] === undefined);
  const canStart =
    problem === undefined && missing.length === 0 && preview.format !== undefined && preview.problems.length === 0 && !isStale;
  return (
    <form
      className={form['form']}
      aria-label="Import settings"
      onSubmit={(event) => {
        event.preventDefault();
        if (canStart) start.mutate();
      }}
    >
      <div className={form['settings']}>
        <TextInput
          label="Dataset name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problem}
          w={240}
          required
          withAsterisk={false}
        />
        <Select
          label="Format"
          w={150}
          data={[...datasetFormats]}
          value={preview.format ?? null}
          placeholder="Not recognised"
          allowDeselect={false}
          onChange={(value) => {
            const found = datasetFormats.find((entry) => entry === value);
            if (found !== undefined) onFormat(found);
          }}
        />
        <Input.Wrapper label="A row that does not fit" labelElement="div" labelProps={{ id: 'bad-row-label', display: 'block' }}>
          <SegmentedControl
            aria-labelledby="bad-row-label"
            value={onBadRow}
            onChange={(value) => setOnBadRow(value === 'skip' ? 'skip' : 'stop')}
            data={[
              { value: 'stop', label: 'stops the import' },
              { value: 'skip', label: 'is left out and listed' },
            ]}
          />
        </Input.Wrapper>
        <div className={form['actions']}>
          <Button variant="default" onClick={() => discard.mutate()}>
            Discard
          </Button>
          <Button type="submit" loading={start.isPending} disabled={!canStart}>
            Import
          </Button>
        </div>
      </div>
      {start.isError ? <ErrorState title="The import did not start" error={start.error} /> : undefined}
      {error === undefined ? undefined : <ErrorState title="This choice does not fit the files" error={error} />}
      <PreviewNotes preview={preview} missing={missing.map((field) => field.field)} />
      {/* A picker for each field and the rows of each file, put up with the settings, would be one long task. */}
      <Later>
        {preview.fields.length === 0 || mapping === undefined ? undefined : (
          <MappingEditor preview={preview} mapping={mapping} onChange={onMapping} />
        )}
        <Later>
          <FilePreviews files={preview.files} />
        </Later>
      </Later>
    </form>
  );
}
