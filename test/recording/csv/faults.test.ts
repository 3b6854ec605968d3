import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../../../src/recording/csv/line.ts';
import { openRecordingFrom } from '../../../src/recording/csv/recording.ts';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import { csv, HEADER, readAll, restRows } from './support.ts';

const ROWS = restRows(20);
/** A good recording whose eleventh row, on line 12, is replaced. */
const withRow = (row: string): string => csv(ROWS.with(10, row));
const scaled = (time: number, acceleration: number, rate = 1): string =>
  csv(
    ROWS.map((row) =>
      row
        .split(',')
        .map((cell, i) => Number(cell) * (i === 0 ? time : i < 4 ? acceleration : rate))
        .join(','),
    ),
  );

interface Case {
  readonly what: string;
  readonly text: string | Uint8Array;
  readonly line: number | undefined;
  readonly says: RegExp;
  readonly cure: RegExp;
}

const CASES: readonly Case[] = [
  { what: 'an empty file', text: '', line: undefined, says: /empty/, cure: /t_s,ax,ay,az,gx,gy,gz/ },
  { what: 'a header alone', text: `${HEADER}\n`, line: 1, says: /no sample/, cure: /export/ },
  { what: 'a header without newline', text: HEADER, line: 1, says: /no sample/, cure: /export/ },
  { what: 'one sample', text: csv(ROWS.slice(0, 1)), line: 2, says: /only one/, cure: /seconds/ },
  {
    what: 'numbers first',
    text: ROWS.join('\n'),
    line: 1,
    says: /numbers where the header/,
    cure: /at the top/,
  },
  {
    what: 'a missing column',
    text: csv(ROWS, 't_s,ax,ay,az,gx,gy,g'),
    line: 1,
    says: /lacks gz/,
    cure: /Name/,
  },
  { what: 'a column twice', text: csv(ROWS, `${HEADER},ax`), line: 1, says: /ax twice/, cure: /rename/ },
  {
    what: 'milliseconds by name',
    text: csv(ROWS, HEADER.replace('t_s', 't_ms')),
    line: 1,
    says: /t_s/,
    cure: /1000/,
  },
  {
    what: 'g by name',
    text: csv(ROWS, 't_s,ax_g,ay_g,az_g,gx,gy,gz'),
    line: 1,
    says: /ax, ay/,
    cure: /9\.80665/,
  },
  {
    what: '°/s by name',
    text: csv(ROWS, 't_s,ax,ay,az,gx_dps,gy_dps,gz_dps'),
    line: 1,
    says: /gx/,
    cure: /0\.0174/,
  },
  { what: 'semicolons', text: csv(ROWS).replaceAll(',', ';'), line: 1, says: /semicolons/, cure: /commas/ },
  { what: 'tabs', text: csv(ROWS).replaceAll(',', '\t'), line: 1, says: /tabs/, cure: /commas/ },
  {
    what: 'text in a number',
    text: withRow('0.1,x1,9.8,0,0,0,0'),
    line: 12,
    says: /ax .*"x1"/,
    cure: /empty/,
  },
  {
    what: 'a hexadecimal number',
    text: withRow('0.1,0x1,9.8,0,0,0,0'),
    line: 12,
    says: /"0x1"/,
    cure: /empty/,
  },
  { what: 'two signs', text: withRow('0.1,--1,9.8,0,0,0,0'), line: 12, says: /"--1"/, cure: /empty/ },
  { what: 'two points', text: withRow('0.1,1.2.3,9.8,0,0,0,0'), line: 12, says: /"1\.2\.3"/, cure: /empty/ },
  {
    what: 'a quoted number',
    text: withRow('0.1,"1.5",9.8,0,0,0,0'),
    line: 12,
    says: /quotes/,
    cure: /without/,
  },
  { what: 'NaN', text: withRow('0.1,NaN,9.8,0,0,0,0'), line: 12, says: /"NaN"/, cure: /empty/ },
  {
    what: 'Infinity',
    text: withRow('0.1,1,9.8,0,0,0,-Infinity'),
    line: 12,
    says: /gz .*Infinity/,
    cure: /empty/,
  },
  { what: 'an overflow', text: withRow('0.1,1e999,9.8,0,0,0,0'), line: 12, says: /1e999/, cure: /empty/ },
  {
    what: 'control characters',
    text: withRow('0.1,\u001b[31m,9.8,0,0,0,0'),
    line: 12,
    says: /\u{fffd}\[31m/u,
    cure: /./,
  },
  {
    what: 'too few cells',
    text: withRow('0.1,1,9.8'),
    line: 12,
    says: /3 cells .* 7 columns/,
    cure: /Complete/,
  },
  { what: 'too many cells', text: withRow('0.1,1,9.8,0,0,0,0,5'), line: 12, says: /8 cells/, cure: /delete/ },
  { what: 'a missing time', text: withRow(',1,9.8,0,0,0,0'), line: 12, says: /time is missing/, cure: /t_s/ },
  {
    what: 'time going back',
    text: withRow('0.05,1,9.8,0,0,0,0'),
    line: 12,
    says: /0\.09 s to 0\.05 s/,
    cure: /Sort/,
  },
  { what: 'a repeated time', text: withRow('0.09,1,9.8,0,0,0,0'), line: 12, says: /repeats/, cure: /twice/ },
  {
    what: 'an impossible push',
    text: withRow('0.1,1,9e9,0,0,0,0'),
    line: 12,
    says: /impossible/,
    cure: /9\.81/,
  },
  {
    what: 'an impossible turn',
    text: withRow('0.1,1,9.8,0,0,90,0'),
    line: 12,
    says: /90 rad\/s/,
    cure: /0\.0174/,
  },
  {
    what: 'an endless line',
    text: withRow(`0.1,${'1'.repeat(MAX_LINE_BYTES)},9.8,0,0,0,0`),
    line: 12,
    says: /longer than/,
    cure: /one sample per line/,
  },
  { what: 'an endless first line', text: 'x'.repeat(600_000), line: 1, says: /longer than/, cure: /CSV/ },
  {
    what: 'no gyroscope',
    text: csv(ROWS.map((row) => row.replace(/(,[^,]+){3}$/, ',,,'))),
    line: 2,
    says: /no row/,
    cure: /gyroscope/,
  },
  { what: 'g', text: scaled(1, 1 / 9.80665), line: 2, says: /like g\./, cure: /9\.80665/ },
  { what: 'cm/s²', text: scaled(1, 100), line: 2, says: /cm\/s²/, cure: /0\.01/ },
  { what: 'ft/s²', text: scaled(1, 3.2808), line: 2, says: /ft\/s²/, cure: /0\.3048/ },
  { what: 'half of gravity', text: scaled(1, 0.5), line: 2, says: /reads 4\.9/, cure: /m\/s²/ },
  { what: 'milliseconds', text: scaled(1000, 1), line: 2, says: /milliseconds/, cure: /1000/ },
  { what: 'microseconds', text: scaled(1e6, 1), line: 2, says: /micro/, cure: /seconds/ },
  { what: 'gzip', text: Uint8Array.of(0x1f, 0x8b, 8, 0, 10, 0), line: 1, says: /gzip/, cure: /gunzip/ },
  {
    what: 'a spreadsheet',
    text: Uint8Array.of(0x50, 0x4b, 3, 4, 10),
    line: 1,
    says: /spreadsheet/,
    cure: /CSV/,
  },
  { what: 'UTF-16', text: Uint8Array.of(0xff, 0xfe, 0x74, 0, 10, 0), line: 1, says: /UTF-16/, cure: /UTF-8/ },
  { what: 'binary', text: Uint8Array.of(0, 1, 2, 3, 200, 255), line: 1, says: /not text/, cure: /CSV/ },
  { what: 'long binary', text: new Uint8Array(600_000), line: 1, says: /not text/, cure: /CSV/ },
];

/** A trunk tilting back and forth by 17°; its rate in degrees is never above 20. */
const tiltingRow = (i: number, unit: number): string => {
  const t = i / 100;
  const angle = 0.3 * Math.sin(t);
  const rate = -0.3 * Math.cos(t) * unit;
  return [t.toFixed(2), 0, 9.81 * Math.cos(angle), 9.81 * Math.sin(angle), rate, 0, 0].join(',');
};

/** A disk that fails after three thousand rows. */
async function* failing(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(csv(restRows(3000)));
  throw Object.assign(new Error('disk'), { code: 'EIO' });
}

const tilting = (unit: number): string => csv(Array.from({ length: 1200 }, (_, i) => tiltingRow(i, unit)));

describe('a recording that cannot be', () => {
  it.each(CASES)('is refused by name: $what', async ({ text, line, says, cure }) => {
    const { error } = await readAll(text);
    expect(error?.code).toBe('bad-input');
    expect(error?.place).toEqual(line === undefined ? { file: 'test.csv' } : { file: 'test.csv', line });
    expect(error?.message).toMatch(says);
    expect(error?.cure).toMatch(cure);
  });

  it('tells removed gravity from g', async () => {
    const rows = ROWS.map((row, i) => row.replace(',9.8,', `,${(i % 2) - 0.5},`).replace(',0.1,', ',0.0,'));
    const { error } = await readAll(csv(rows));
    expect(error?.message).toMatch(/gravity seems to have been removed/);
  });

  it('knows °/s by how slowly gravity turns, long before a rate is impossible', async () => {
    expect((await readAll(tilting(1))).error).toBeNull();
    expect((await readAll(tilting(180 / Math.PI))).error?.message).toMatch(/look like °\/s/);
  });

  it('delivers what came before the fault', async () => {
    const { timeS, error } = await readAll(csv([...restRows(3000), '30.5,oops,9.8,0,0,0,0']));
    expect(timeS).toHaveLength(3000);
    expect(error?.place.line).toBe(3002);
  });

  it('delivers what came before reading failed, and says where that was', async () => {
    const recording = await openRecordingFrom(fromChunks('test.csv', failing()));
    let rows = 0;
    const reading = (async () => {
      for await (const batch of recording.batches()) rows += batch.count;
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'unreadable',
      place: { file: 'test.csv', line: 3002 },
    });
    expect(rows).toBe(3000);
  });
});
