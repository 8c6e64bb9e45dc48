/** Behaves as it is told, for supervise.test.ts. */
const [behaviour, run] = process.argv.slice(2);

process.on('message', ({ message }: { readonly message: { readonly type: string } }) => {
  if (message.type === 'stop') process.exit(0);
  if (message.type !== 'start') return;
  if (behaviour === 'crash-once' && run === '1') process.exit(9);
  if (behaviour === 'refuse') {
    process.send?.({ type: 'refused', reason: 'The workspace is newer than this console.' }, () => process.exit(0));
    return;
  }
  process.send?.({ type: 'ready' });
});
