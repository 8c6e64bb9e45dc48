import { describe, expect, it } from 'vitest';
import {
  choiceOption,
  given,
  listOption,
  numberOption,
  numbersOption,
  requiredOption,
  wholeListOption,
  wholeOption,
} from '../../../src/main/cli/options.ts';

describe('command line options', () => {
  it('reads numbers and says what a bad one was', () => {
    expect(numberOption({ level: '0.9' }, 'level')).toBe(0.9);
    expect(numberOption({}, 'level')).toBeUndefined();
    expect(() => numberOption({ level: 'high' }, 'level')).toThrow('--level takes a number, not "high".');
    expect(() => numberOption({ level: '' }, 'level')).toThrow('--level');
  });

  it('keeps whole numbers whole', () => {
    expect(wholeOption({ k: '10' }, 'k')).toBe(10);
    expect(() => wholeOption({ k: '1.5' }, 'k')).toThrow('whole number');
    expect(() => wholeOption({ k: '-1' }, 'k')).toThrow('whole number');
    expect(wholeListOption({ k: '10,20' }, 'k')).toEqual([10, 20]);
    expect(() => wholeListOption({ k: '10,x' }, 'k')).toThrow('"x"');
  });

  it('splits lists and refuses empty parts', () => {
    expect(listOption({ objectives: 'visit, spend' }, 'objectives')).toEqual(['visit', 'spend']);
    expect(() => listOption({ objectives: 'visit,' }, 'objectives')).toThrow('separated by commas');
  });

  it('reads weights as pairs', () => {
    expect(numbersOption({ weights: 'save=1,click=-0.3' }, 'weights')).toEqual({ save: 1, click: -0.3 });
    for (const text of ['save', 'save=', '=1', 'save=a', 'save=1=2'])
      expect(() => numbersOption({ weights: text }, 'weights')).toThrow('pairs');
  });

  it('names the choices', () => {
    expect(choiceOption({ split: 'temporal' }, 'split', ['leave-last-out', 'temporal'])).toBe('temporal');
    expect(() => choiceOption({ split: 'random' }, 'split', ['leave-last-out', 'temporal'])).toThrow('leave-last-out, temporal');
  });

  it('asks for what is needed and leaves out what was not given', () => {
    expect(() => requiredOption({}, 'bundle')).toThrow('--bundle is needed.');
    expect(given({ a: 1, b: undefined })).toEqual({ a: 1 });
  });
});
