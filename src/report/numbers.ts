/** Numbers as people read them. */

/** Stands where something is not known. */
export const NONE = '–';

/** Without a negative zero. */
export const fixed = (value: number | null, digits: number): string =>
  value === null ? NONE : value.toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');

/** `+3°`, `-2°`, `0°`. */
export const signedDegrees = (value: number): string => {
  const text = fixed(value, 0);
  return `${value > 0 && text !== '0' ? '+' : ''}${text}°`;
};

/** `0.52 ± 0.06` */
export const withBand = (value: number, band: number): string => `${fixed(value, 2)} ± ${fixed(band, 2)}`;

/** `1 rep`, `5 reps`. */
export const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
