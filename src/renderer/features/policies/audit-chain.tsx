import { Button, FileButton } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import type { Register } from '../../../contract/policies.ts';
import { useAuditAgainst } from '../../data/policies.ts';
import { formatTime } from '../../ui/format.ts';
import { ErrorState } from '../../ui/states.tsx';
import classes from './policies.module.css';

/** Every step in order with its hash, newest first; faults stand above. */
export function AuditChain({ register }: { readonly register: Register }) {
  const against = useAuditAgainst();
  const checked = against.data;
  const known = new Set(register.problems.map(({ message }) => message));
  const beyond = checked?.problems.filter(({ message }) => !known.has(message)) ?? [];
  return (
    <div className={classes['audit']}>
      <div className={classes['auditHead']}>
        <p className="dim">
          Each entry holds the hash of the one before. A tail that was cut off or a chain that was rewritten shows only against an export.
        </p>
        <FileButton
          accept="application/json,.json"
          onChange={(file) => {
            if (file !== null) file.text().then(against.mutate, () => undefined);
          }}
        >
          {(props) => (
            <Button {...props} variant="default" size="compact-xs" leftSection={<IconFileCheck size={13} />} loading={against.isPending}>
              Check against an export
            </Button>
          )}
        </FileButton>
      </div>
      {against.isError ? <ErrorState title="The export was not read" error={against.error} /> : undefined}
      {checked?.chainValid === true && register.chainValid ? (
        <p className={classes['held']} role="status">
          The chain still holds everything it held when that export was made.
        </p>
      ) : undefined}
      <ProblemList problems={[...register.problems, ...beyond]} />
      {register.audit.length === 0 ? (
        <p className={classes['nothing']}>No entry yet.</p>
      ) : (
        <table className="grid">
          <caption className="visually-hidden">Audit chain, newest first</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                Entry
              </th>
              <th scope="col">At (UTC)</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Hash</th>
              <th scope="col">Follows</th>
            </tr>
          </thead>
          <tbody>
            {register.audit.toReversed().map((entry) => (
              <tr key={entry.seq}>
                <td className="number">{entry.seq}</td>
                <td className={`day ${classes['nowrap'] ?? ''}`}>{formatTime(entry.at)}</td>
                <td className={classes['nowrap']}>{entry.who}</td>
                <td>{entry.summary}</td>
                <td className="data" title={entry.hash}>
                  {entry.hash.slice(0, 8)}
                </td>
                <td className="data dim" title={entry.previous}>
                  {entry.previous.slice(0, 8)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function ProblemList({ problems }: { readonly problems: Register['problems'] }) {
  if (problems.length === 0) return undefined;
  return (
    <ul className={classes['problems']} role="alert" aria-label="Problems of the chain">
      {problems.map(({ code, seq, message }) => (
        <li key={`${code} ${seq ?? ''} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
