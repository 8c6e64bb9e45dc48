import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import classes from './keyboard-help.module.css';
import { modifierKey } from './modifier-key.ts';
import { screens } from './screens.ts';

interface Shortcut {
  /** Keys pressed together; alternatives are separate entries. */
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

const everywhere: readonly Shortcut[] = [
  { keys: [[modifierKey, 'K']], does: 'Command palette' },
  { keys: [[modifierKey, 'J']], does: 'Light or dark theme' },
  ...screens.map((screen) => ({ keys: [['g'], [screen.key]], does: `Go to ${screen.label}` })),
  { keys: [['?']], does: 'This help' },
];

const replay: readonly Shortcut[] = [
  { keys: [['Space']], does: 'Play or pause' },
  { keys: [['\u2190'], ['\u2192']], does: 'Step back or on' },
  {
    keys: [
      ['Shift', '\u2190'],
      ['Shift', '\u2192'],
    ],
    does: 'Session before or after',
  },
  { keys: [['Home'], ['End']], does: 'First or last step' },
  { keys: [['['], [']']], does: 'Slower or faster' },
  { keys: [['1'], ['5']], does: 'Speed, slowest to fastest' },
  { keys: [['/']], does: 'Search sessions' },
  { keys: [['t']], does: 'Go to a time' },
  { keys: [['Enter']], does: 'Inspect this step' },
];

const inspect: readonly Shortcut[] = [
  { keys: [['['], [']']], does: 'Request one event earlier or later' },
  { keys: [['1'], ['4']], does: 'Rank, Retrieve, Why not, Findings' },
  { keys: [['p']], does: 'Pin this setting as A' },
  { keys: [['x']], does: 'Reset the weights' },
  { keys: [['\u2191'], ['\u2193']], does: 'Candidate above or below, in the table' },
  { keys: [['\u2190'], ['\u2192']], does: 'Event before or after, in the history' },
  { keys: [['m'], ['d'], ['i']], does: 'Mask it, drop it, insert one before it' },
  {
    keys: [
      ['Shift', '\u2190'],
      ['Shift', '\u2192'],
    ],
    does: 'Move it one place',
  },
];

const tuning: readonly Shortcut[] = [
  { keys: [['\u2190'], ['\u2192']], does: 'Point before or after, on the slider' },
  { keys: [['Home'], ['End']], does: 'First or last point' },
  { keys: [['b']], does: 'Back to production, from Policies too' },
];

const verify: readonly Shortcut[] = [
  { keys: [['\u2191'], ['\u2193']], does: 'Check above or below, in the table' },
  { keys: [['Home'], ['End']], does: 'First or last check, in the table' },
];

function Shortcuts({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className={classes['list']}>
        {shortcuts.map((shortcut) => (
          <Fragment key={shortcut.does}>
            <dt>
              {shortcut.keys.map((together) => (
                <span key={together.join('+')}>
                  {together.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dt>
            <dd>{shortcut.does}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

export function KeyboardHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard"
      attributes={{ header: { role: 'presentation' } }}
      size={960}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes['columns']}>
        <Shortcuts title="Everywhere" shortcuts={everywhere} />
        <Shortcuts title="Replay" shortcuts={replay} />
        <div className={classes['stack']}>
          <Shortcuts title="Inspect" shortcuts={inspect} />
          <Shortcuts title="Tuning" shortcuts={tuning} />
          <Shortcuts title="Verify" shortcuts={verify} />
        </div>
      </div>
    </Modal>
  );
}
