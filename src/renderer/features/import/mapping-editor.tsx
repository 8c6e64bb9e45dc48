import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ColumnMapping, ImportPreview } from '../../../contract/imports.ts';
import { useMappings, useSaveMapping } from '../../data/imports.ts';
import { describeError } from '../../data/console-error.ts';
import { useStages } from '../../shell/use-stages.ts';
import { Panel } from '../../ui/panel.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './mapping-editor.module.css';
import { columnsOf, sampleOf, withColumn } from './mapping.ts';

interface MappingEditorProps {
  readonly preview: ImportPreview;
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
}

/** Which column each field of a generic shape is read from. */
export function MappingEditor({ preview, mapping, onChange }: MappingEditorProps) {
  const columns = columnsOf(preview.files);
  // Each picker measures itself when it is put up; all of them at once would be one long task.
  const ready = useStages(preview.fields.length);
  return (
    <Panel
      title="Mapping"
      note="field of the shape, and the column it is read from"
      actions={<SavedMappings mapping={mapping} onChange={onChange} />}
      flush
    >
      <table className="grid">
        <TableHead columns={['Field', 'Column', 'First value', 'What belongs here']} />
        <tbody>
          {preview.fields
            .map((field) => ({ ...field, column: mapping.columns[field.field] }))
            .map((field, position) => (
              <tr key={field.field}>
                <td className={classes['field']}>
                  <span className="data">{field.field}</span>
                  {field.required ? <span className={classes['required']}>required</span> : undefined}
                </td>
                <td>
                  {position >= ready ? (
                    <span className={classes['waiting']}>{field.column}</span>
                  ) : (
                    <Select
                      aria-label={`Column for ${field.field}`}
                      w={200}
                      data={[...columns]}
                      value={field.column ?? null}
                      placeholder={field.required ? 'Choose a column' : 'Not in these files'}
                      // Choosing what is chosen already changes nothing; clearing has a button of its own.
                      allowDeselect={false}
                      clearable={!field.required}
                      clearButtonProps={{ 'aria-label': `Read ${field.field} from no column` }}
                      searchable
                      error={field.required && field.column === undefined}
                      onChange={(column) => onChange(withColumn(mapping, field.field, column ?? undefined))}
                    />
                  )}
                </td>
                <td className="data">{field.column === undefined ? '' : sampleOf(preview.files, field.column)}</td>
                <td className="dim">{field.help}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Panel>
  );
}

function SavedMappings({ mapping, onChange }: { readonly mapping: ColumnMapping; readonly onChange: (mapping: ColumnMapping) => void }) {
  const saved = (useMappings().data ?? []).filter((entry) => entry.mapping.format === mapping.format);
  const save = useSaveMapping();
  const [name, setName] = useState('');
  return (
    <>
      {saved.length === 0 ? undefined : (
        <Select
          aria-label="Use a saved mapping"
          placeholder="Use a saved mapping"
          w={170}
          data={saved.map((entry) => entry.name)}
          value={null}
          onChange={(chosen) => {
            const found = saved.find((entry) => entry.name === chosen);
            if (found !== undefined) onChange(found.mapping);
          }}
        />
      )}
      <TextInput
        aria-label="Name for this mapping"
        placeholder="Name for this mapping"
        w={170}
        value={name}
        error={save.isError ? describeError(save.error).message : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={name.trim() === ''}
        loading={save.isPending}
        onClick={() => save.mutate({ name: name.trim(), mapping })}
      >
        {save.isSuccess ? 'Saved' : 'Save'}
      </Button>
    </>
  );
}
