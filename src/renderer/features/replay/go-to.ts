/** The times and numbers of a session's steps, in order. */
export interface Timed {
  readonly at?: string | undefined;
}

export type GoTo = { readonly step: number } | { readonly problem: string };

/**
 * The step a person means by `12` (the 12th step), `18:45`, `18:45:10` (the first step at or after that time of day, on the session's own
 * days) or `2018-09-24 18:45` (UTC).
 */
export function goTo(text: string, steps: readonly Timed[]): GoTo {
  const wanted = text.trim();
  if (steps.length === 0) return { problem: 'This session has no steps' };
  if (/^\d+$/.test(wanted)) {
    const number = Number(wanted);
    return number >= 1 && number <= steps.length ? { step: number - 1 } : { problem: `Steps go from 1 to ${steps.length}` };
  }
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(wanted);
  if (clock !== null) {
    const time = `${(clock[1] ?? '').padStart(2, '0')}:${clock[2]}:${clock[3] ?? '00'}`;
    return found(steps.findIndex((step) => step.at !== undefined && step.at.slice(11, 19) >= time));
  }
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?)?Z?$/.exec(wanted);
  if (day === null) return { problem: 'A step number, a time such as 18:45, or a day and time in UTC' };
  const instant = `${day[1]}T${day[2] ?? '00:00'}:${day[3] ?? '00'}`;
  return found(steps.findIndex((step) => step.at !== undefined && step.at.slice(0, 19) >= instant));
}

function found(step: number): GoTo {
  return step < 0 ? { problem: 'No step of this session is at or after that time' } : { step };
}
