import { expect, it } from 'vitest';
import { csvLine } from '../../../src/main/files/csv-text.ts';

it('E16: text that a spreadsheet would run is neutralised, numbers never', () => {
  expect(csvLine(['=1+1', '+a', '-a', '@a', '\t=1', ' =1'])).toBe(`'=1+1,'+a,'-a,'@a,'\t=1,' =1\r\n`);
  expect(csvLine([-0.25, 1e21, 0, true, undefined])).toBe('-0.25,1e+21,0,true,\r\n');
  expect(csvLine(['a=b', 'x-y'])).toBe('a=b,x-y\r\n');
});

it('quotes what would break the line', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', ' padded '])).toBe('"a,b","say ""hi""","two\nlines"," padded "\r\n');
});
