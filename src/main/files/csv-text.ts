/** A cell of an exported table; numbers stay numbers whatever their sign, undefined is an empty cell. */
export type CsvCell = string | number | boolean | undefined;

/** A spreadsheet takes text that starts like this for a formula. Tabs and carriage returns are skipped by some before they look. */
const formulaStart = /^[\t\r\n ]*[=+\-@]|^[\t\r]/;

/** One line of CSV with its line end; text that a spreadsheet would run as a formula starts with an apostrophe (security E16). */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvField).join(',')}\r\n`;
}

function csvField(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
