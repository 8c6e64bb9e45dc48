import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { filesOfDrop } from '../data/collect-files.ts';
import classes from './drop-anywhere.module.css';
import { navigate } from './hash-location.ts';
import { offerFiles } from './pending-files.ts';

/** Files dropped on any screen go to the import page; a bundle folder is told apart there. */
export function DropAnywhere() {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const options = { signal: stop.signal };
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    // Enter and leave fire for every element passed, so the depth is counted.
    let depth = 0;
    window.addEventListener(
      'dragenter',
      (event) => {
        if (!carriesFiles(event)) return;
        depth += 1;
        setIsOver(true);
      },
      options,
    );
    window.addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault(), options);
    window.addEventListener(
      'dragleave',
      (event) => {
        if (!carriesFiles(event)) return;
        depth = Math.max(0, depth - 1);
        if (depth === 0) setIsOver(false);
      },
      options,
    );
    window.addEventListener(
      'drop',
      (event) => {
        depth = 0;
        setIsOver(false);
        if (event.dataTransfer === null || !carriesFiles(event)) return;
        event.preventDefault();
        filesOfDrop(event.dataTransfer).then(
          (files) => {
            offerFiles(files);
            navigate('/import');
          },
          (error: unknown) =>
            notifications.show({
              color: 'red',
              title: 'The dropped files were not read',
              message: error instanceof Error ? error.message : String(error),
            }),
        );
      },
      options,
    );
    return () => stop.abort();
  }, []);

  if (!isOver) return undefined;
  return (
    <div className={classes['veil']}>
      <div className={classes['target']}>
        <IconFileImport size={28} stroke={1.4} aria-hidden />
        <strong>Drop to import</strong>
        <span className="dim">A file or a folder: a dataset, or a model bundle. Nothing is stored before the preview.</span>
      </div>
    </div>
  );
}
