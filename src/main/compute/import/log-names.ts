import type { SourceFile } from './source-folder.ts';

/** A distinct name for each log: what `short` finds in its path, else the file's own name; with its folder, then a number, where names meet. */
export function logNames(files: readonly SourceFile[], short: (file: SourceFile) => string | undefined = () => undefined): string[] {
  const shorts = files.map((file) => short(file) ?? file.stem);
  const once = (names: readonly string[], name: string) => names.filter((other) => other === name).length === 1;
  const stems = files.map((file) => file.stem);
  const paths = files.map((file) => [...file.path.split('/').slice(0, -1), file.stem].join('-'));
  return files.map((_, index) => {
    for (const names of [shorts, stems, paths]) {
      const name = names[index] ?? '';
      if (once(names, name)) return name;
    }
    return `${paths[index] ?? ''}-${index + 1}`;
  });
}
