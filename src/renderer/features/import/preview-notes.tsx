import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ImportPreview } from '../../../contract/imports.ts';
import classes from './preview-notes.module.css';

const mappingWords = {
  detected: 'Columns were found by their names.',
  saved: 'A mapping saved for these columns is in force.',
  given: 'The mapping chosen below is in force.',
} as const;

/** What stands in the way of the import, and what the importer remarks. */
export function PreviewNotes({ preview, missing }: { readonly preview: ImportPreview; readonly missing: readonly string[] }) {
  const problems = [
    ...preview.problems,
    ...(missing.length === 0 || preview.problems.length > 0 ? [] : [`Still to be mapped: ${missing.join(', ')}.`]),
  ];
  const notes = [...preview.notes, ...(preview.fields.length === 0 ? [] : [mappingWords[preview.mappingSource]])];
  if (problems.length + notes.length === 0) return undefined;
  return (
    <ul className={classes['notes']} aria-label="Remarks">
      {problems.map((text) => (
        <li key={text} className={classes['problem']}>
          <IconAlertTriangle size={15} stroke={1.7} aria-hidden />
          <span>{text}</span>
        </li>
      ))}
      {notes.map((text) => (
        <li key={text}>
          <IconInfoCircle size={15} stroke={1.6} aria-hidden />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
