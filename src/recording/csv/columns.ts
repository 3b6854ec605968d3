import { badInput } from './number.ts';

/** The columns a recording must have, in the order of {@link ColumnLayout} slots: time first, then the imu row. */
export const COLUMNS = ['t_s', 'ax', 'ay', 'az', 'gx', 'gy', 'gz'] as const;
const EXPECTED = COLUMNS.join(',');

/** Where every column of the file goes. */
export interface ColumnLayout {
  /** Names as found, for messages. */
  readonly names: readonly string[];
  /** Per column of the file: its slot in {@link COLUMNS}, or -1 for a column that is ignored. */
  readonly slots: Int8Array;
}

/** Names under which other programs write the same quantity in another unit. */
const GRAVITY_UNITS = /^(a|acc)\w*[xyz][_ (]*g\)?$/i;
const DEGREE_UNITS = /^(g|gyr|gyro)\w*[xyz][_ (]*(deg|dps|°)/i;
const MILLISECONDS = /^(t|time|timestamp)[_ (]*ms\)?$|^millis/i;
const MICROSECONDS = /^(t|time|timestamp)[_ (]*us\)?$|^micros/i;

const advice = (names: readonly string[]): string => {
  const some = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const steps: string[] = [];
  if (some(MILLISECONDS)) steps.push('divide the time by 1000');
  if (some(MICROSECONDS)) steps.push('divide the time by 1000000');
  if (some(GRAVITY_UNITS)) steps.push('multiply accelerations in g by 9.80665');
  if (some(DEGREE_UNITS)) steps.push('multiply angular rates in °/s by 0.0174533');
  const rename = `name the columns ${EXPECTED} (seconds, m/s², rad/s)`;
  const all = [...steps, rename].join(', then ');
  return `${all[0].toUpperCase()}${all.slice(1)}.`;
};

const unquote = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** Reads the header line. Order is free and further columns are ignored, but the seven names must be there. */
export const readHeader = (header: string, file: string): ColumnLayout => {
  const fail = (message: string, cure: string): never => {
    throw badInput(file, 1, message, cure);
  };
  const names = header.split(',').map(unquote);
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length === COLUMNS.length && names.length >= 7 && names.every((n) => /^[-+.\deE]*$/.test(n))) {
    fail('the first line holds numbers where the header should be.', `Put the line ${EXPECTED} at the top.`);
  }
  for (const [separator, called] of [
    [';', 'semicolons'],
    ['\t', 'tabs'],
  ] as const) {
    if (missing.length > 0 && header.split(separator).length >= 7) {
      const cure = 'Export with commas between columns and a decimal point in numbers.';
      fail(`columns are separated by ${called} instead of commas.`, cure);
    }
  }
  if (missing.length > 0) {
    fail(`the header is "${short(header.trim())}" and lacks ${missing.join(', ')}.`, advice(names));
  }
  const twice = COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined)
    fail(`the header names column ${twice} twice.`, 'Remove or rename one of the two.');
  return { names, slots: Int8Array.from(names, (name) => COLUMNS.findIndex((column) => column === name)) };
};
