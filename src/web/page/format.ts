/** Numbers and words as the page shows them. */
import type { Rep } from '../../domain/rep.ts';

export const NONE = '–';
export const KG_PER_LB = 0.45359237;
export type MassUnit = 'kg' | 'lb';

export const fixed = (value: number | null, digits: number): string =>
  value === null ? NONE : value.toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');

/** 1 rep, 5 reps. */
export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

export const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(0)}°`;

/** 142.5 kg; 315 lb. */
export const mass = (kg: number | null, unit: MassUnit): string => {
  if (kg === null) return 'no load';
  const value = unit === 'kg' ? kg : kg / KG_PER_LB;
  return `${Number(value.toFixed(1))} ${unit}`;
};

export const liftWords = (exercise: string): string => exercise.replaceAll('-', ' ');

export const backWords = ({
  lumbar: { method, excursionDeg, severity },
  flags,
}: Pick<Rep, 'lumbar' | 'flags'>): string => {
  // The first clean reps of a session are what the others are held against: theirs will never be judged.
  if (excursionDeg === null)
    return flags.includes('corridor-building') ? 'no verdict, this rep serves as reference' : 'no verdict';
  const grade = severity === 'none' ? '' : ` ${severity.toUpperCase()}`;
  return `${method} ${signed(excursionDeg)}${grade}`;
};

/** What came first in a rep, the back or the speed: the question this page is for. `null` where it cannot be told. */
export const firstToGo = ({ lumbar, stickingRegion }: Rep): string | null => {
  const back = lumbar.severity === 'none' ? null : lumbar.onsetS;
  const slow = stickingRegion?.startS ?? null;
  if (lumbar.excursionDeg === null) return slow === null ? null : 'speed (the back was not judged)';
  if (back === null && slow === null) return 'neither';
  if (back === null) return 'speed';
  if (slow === null) return 'back';
  return back <= slow ? 'back, then speed' : 'speed, then back';
};

/** A date without a time is midnight UTC to a browser: it must not become the day before. */
export const day = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));

export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
