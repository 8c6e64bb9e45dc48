import type { OptionValues } from './command.ts';
import { choiceOption } from './options.ts';

/** `--vectors`: how many query vectors a request takes; 1 when it is left out. */
export function vectorCount(values: OptionValues): 1 | 4 | 16 {
  const text = choiceOption(values, 'vectors', ['1', '4', '16']);
  return text === '16' ? 16 : text === '4' ? 4 : 1;
}
