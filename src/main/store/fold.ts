/** Text as it is searched: without case and without marks on letters; a line stays a line. */
export function foldText(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  if (/^[\x20-\x7e]*$/.test(line)) return line.toLowerCase();
  return line.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
