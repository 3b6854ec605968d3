import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, HEADER, readAll, restRows } from './support.ts';

const ROWS = restRows(30);
const plain = await readAll(csv(ROWS));

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''));

describe('reading a recording', () => {
  it('delivers every row with its time and values', () => {
    expect(plain.error).toBeNull();
    expect(plain.timeS).toHaveLength(30);
    expect(plain.timeS[29]).toBe(0.29);
    expect(plain.imu.slice(0, 6)).toEqual([0.1, 9.8, 0.2, 0.01, -0.02, 0.003]);
  });

  it.each([
    ['a byte order mark', `\u{feff}${csv(ROWS)}`],
    ['CRLF line ends', csv(ROWS).replaceAll('\n', '\r\n')],
    ['no newline at the end', csv(ROWS).trimEnd()],
    ['blank lines at the end', `${csv(ROWS)}\n  \r\n\n`],
    ['whitespace around cells', csv(ROWS.map((row) => ` ${row.replaceAll(',', ' ,\t')} `))],
    ['a quoted header', csv(ROWS, HEADER.replaceAll(/\w+/g, '"$&"'))],
    [
      'further columns',
      csv(
        ROWS.map((row) => `${row},anything,`),
        `${HEADER},note,mag`,
      ),
    ],
    [
      'another order',
      csv(
        ROWS.map((row) => row.split(',').toReversed().join(',')),
        HEADER.split(',').toReversed().join(','),
      ),
    ],
  ])('accepts %s', async (_what, text) => {
    expect(await readAll(text)).toEqual(plain);
  });

  it('marks a row with a missing cell as not measured, accelerometer and gyroscope alike', async () => {
    const rows = [...ROWS];
    rows[3] = '0.03,0.1,9.8,0.2,,,';
    rows[5] = '0.05,,9.8,0.2,0.01,-0.02,0.003';
    const { imu, timeS } = await readAll(csv(rows));
    expect(timeS).toEqual(plain.timeS);
    expect(imu.slice(18, 24).every(Number.isNaN)).toBe(true);
    expect(imu.slice(30, 36).every(Number.isNaN)).toBe(true);
    expect(imu.filter(Number.isNaN)).toHaveLength(12);
  });

  it('gives the same samples however the bytes arrive', async () => {
    const bytes = new TextEncoder().encode(
      csv([...ROWS, '0.3,,9.8,1e-1,-.5,5.,+0.25', ...restRows(9, 0.31)]),
    );
    const whole = await readAll(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(bytes.length), { maxLength: 12 }),
        fc.integer({ min: 1, max: 50 }),
        async (cuts, batchRows) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
          expect(await readAll(chunks, { batchRows })).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads every decimal number exactly as Number() does', async () => {
    const decimal = fc.oneof(
      fc.double({ min: -7, max: 7, noNaN: true }).map(String),
      fc.double({ min: -7, max: 7, noNaN: true }).map((value) => value.toExponential()),
      fc
        .tuple(fc.constantFrom('', '-', '+'), fc.constantFrom('0', '3', '', '007'), digits(1, 25))
        .map(([sign, whole, rest]) => `${sign}${whole}.${rest}`),
      fc.integer({ min: -6, max: 6 }).map((value) => `${value}.`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 1, maxLength: 40 }), async (texts) => {
        const rows = texts.map((text, i) => `${2 + i / 100},0.1,9.8,0.2,0.01,0.02,${text}`);
        const { imu, error } = await readAll(csv([...restRows(200), ...rows]));
        expect(error).toBeNull();
        const read = texts.map((_, i) => imu[(200 + i) * 6 + 5]);
        // Object.is, so that -0 counts too.
        expect(read.every((value, i) => Object.is(value, Number(texts[i])))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
