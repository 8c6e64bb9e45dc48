import { RpcError } from '../../rpc/error.ts';
import type { Invocation, OptionValues } from './command.ts';

export function usageError(message: string): RpcError {
  return new RpcError({ code: 'usage', message });
}

export function textOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function requiredOption(values: OptionValues, name: string): string {
  const value = textOption(values, name);
  if (value === undefined) throw usageError(`--${name} is needed.`);
  return value;
}

export function numberOption(values: OptionValues, name: string): number | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw usageError(`--${name} takes a number, not "${text}".`);
  return value;
}

export function wholeOption(values: OptionValues, name: string): number | undefined {
  const value = numberOption(values, name);
  if (value !== undefined && (!Number.isSafeInteger(value) || value < 0))
    throw usageError(`--${name} takes a whole number, not "${value}".`);
  return value;
}

/** `a,b` to its parts; empty parts are an error. */
export function listOption(values: OptionValues, name: string): readonly string[] | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw usageError(`--${name} takes values separated by commas, not "${text}".`);
  return parts;
}

export function wholeListOption(values: OptionValues, name: string): readonly number[] | undefined {
  return listOption(values, name)?.map((part) => {
    const value = Number(part);
    if (!Number.isSafeInteger(value) || value < 0) throw usageError(`--${name} takes whole numbers separated by commas, not "${part}".`);
    return value;
  });
}

export function choiceOption<T extends string>(values: OptionValues, name: string, choices: readonly T[]): T | undefined {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw usageError(`--${name} is one of ${choices.join(', ')}; "${text}" is none of them.`);
  return found;
}

/** `save=0.5,click=1` to a record. */
export function numbersOption(values: OptionValues, name: string): Readonly<Record<string, number>> | undefined {
  const parts = listOption(values, name);
  if (parts === undefined) return undefined;
  const pairs = parts.map((part): readonly [string, number] => {
    const [key, text, ...rest] = part.split('=');
    const value = Number(text);
    if (key === undefined || key === '' || text === undefined || text === '' || rest.length > 0 || !Number.isFinite(value)) {
      throw usageError(`--${name} takes pairs like save=1,click=0.3; "${part}" is not one.`);
    }
    return [key, value];
  });
  const twice = pairs.find(([key], place) => pairs.findIndex(([other]) => other === key) !== place);
  if (twice !== undefined) throw usageError(`--${name} names "${twice[0]}" twice; name it once.`);
  return Object.fromEntries(pairs);
}

/** `--level`: of intervals that are meant to hold more often than not. */
export function levelOption(values: OptionValues): number | undefined {
  const level = numberOption(values, 'level');
  if (level !== undefined && !(level > 0.5 && level < 1))
    throw usageError(`--level is above 0.5 and below 1, such as 0.95; ${level} is not.`);
  return level;
}

export function positional({ positionals }: Invocation, index: number, name: string): string {
  const value = positionals[index];
  if (value === undefined) throw usageError(`${name} is missing.`);
  return value;
}

/** Leaves out what was not given: contracts take absent fields, not undefined ones. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
