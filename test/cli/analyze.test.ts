import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysisSchema } from '../../src/recording/analysis/contract.ts';
import { csv, restRows } from '../recording/csv/support.ts';
import { beltline, directoryWith, type Outcome } from './beltline.ts';

const REST = csv(restRows(1500));
let directory: Awaited<ReturnType<typeof directoryWith>>;

beforeAll(async () => {
  directory = await directoryWith({
    'rest.csv': REST,
    'second.csv': REST,
    'second.truth.csv': 'start,end\n1,2\n',
    'notes.txt': 'no recording',
    'later.csv': csv(restRows(1500, 100)),
    'broken.csv': csv([...restRows(1200), '12.00,0,9.8,0,0,0,oops']),
    'g.csv': csv(restRows(300).map((row) => row.replace(',9.8,', ',1.0,'))),
    'empty.csv': '',
  });
});
afterAll(() => directory.remove());

const run = (args: string, input?: string): Promise<Outcome> =>
  beltline(
    args.split(' ').filter((arg) => arg !== ''),
    { cwd: directory.path, ...(input === undefined ? {} : { input }) },
  );

const analyses = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => analysisSchema.parse(JSON.parse(line)));

describe('beltline analyze', () => {
  it('prints one analysis that keeps its contract', async () => {
    const { code, stdout, stderr } = await run('analyze rest.csv --height 1.78 --json --load 140');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [analysis, ...more] = analyses(stdout);
    expect(more).toEqual([]);
    expect(analysis.recording).toEqual({ durationS: 14.99, sampleRateHz: 100, samples: 1500, gaps: [] });
    expect(analysis.sets).toEqual([]);
    expect(analysis.file).toBeUndefined();
    expect(analysis.input).toMatchObject({ heightM: 1.78, heightAssumed: false, loadKg: 140 });
  });

  it('says that it assumed a height, away from the results', async () => {
    const { code, stdout, stderr } = await run('analyze rest.csv --json');
    expect(code).toBe(0);
    expect(stderr).toMatch(/no --height given, 1\.75 m assumed/);
    expect(analyses(stdout)[0].input.heightAssumed).toBe(true);
  });

  it('reads standard input', async () => {
    const { code, stdout } = await beltline(['analyze', '-', '--height', '1.8'], { input: REST });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^standard input\n.*15\.0 s at 100 Hz/);
  });

  it('reads two sensors', async () => {
    const { code, stdout, stderr } = await run('analyze rest.csv --thoracic second.csv --height 1.8 --json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(analyses(stdout)[0]).toMatchObject({ input: { thoracic: true }, recording: { samples: 1500 } });
  });

  it('names each of several files, one a line, and goes on past a bad one', async () => {
    const { code, stdout, stderr } = await run('analyze rest.csv broken.csv second.csv --height 1.8 --json');
    expect(code).toBe(2);
    expect(analyses(stdout).map((analysis) => analysis.file)).toEqual(['rest.csv', 'second.csv']);
    expect(stderr).toMatch(/^beltline: broken\.csv:1202: column gz .*"oops"\. Correct .*\n$/);
  });

  it('takes the recordings of a directory, without reference data', async () => {
    const { stdout, stderr } = await run('analyze . --height 1.8 --json');
    expect(analyses(stdout).map((analysis) => analysis.file)).toEqual([
      'later.csv',
      'rest.csv',
      'second.csv',
    ]);
    expect(stderr.match(/^beltline: \w+\.csv/gm)).toEqual([
      'beltline: broken.csv',
      'beltline: empty.csv',
      'beltline: g.csv',
    ]);
  });

  it.each([
    // Nothing is assumed about a file that is not there.
    ['analyze missing.csv', /^beltline: missing\.csv: there is no such file\. [^\n]*\n$/],
    ['analyze empty.csv', /empty\.csv: the file is empty\./],
    ['analyze notes.txt', /notes\.txt:1: there is a header but|notes\.txt:1: the header is "no recording"/],
    ['analyze g.csv', /g\.csv:2: at rest the sensor reads .* looks like g\. Multiply/],
    ['analyze rest.csv --thoracic missing.csv', /missing\.csv: there is no such file\./],
    ['analyze rest.csv --thoracic later.csv', /later\.csv: the two recordings do not overlap in time/],
    ['analyze rest.csv second.csv --thoracic later.csv', /cannot belong to several/],
    ['analyze - --thoracic -', /standard input \(-\) can be read only once/],
    ['analyze rest.csv --height 178', /looks like centimetres: write 1\.78/],
    ['analyze rest.csv --height tall', /Give a number/],
    ['analyze rest.csv --bar-travel 5', /between 0\.1 and 1\.2 m/],
    ['analyze rest.csv --load 900', /between 0 and 600 kg/],
    ['analyze rest.csv --exercise deadlift', /Choose one of conventional-deadlift/],
    ['analyze rest.csv --exercise plank', /cannot be analysed yet/],
    ['analyze rest.csv --exercise farmers-carry', /cannot be analysed yet/],
    ['analyze rest.csv --placement hat', /Choose one of lumbar/],
    ['analyze rest.csv --jsn', /Did you mean --json/],
    ['analyze', /missing required argument/],
    ['analyse rest.csv', /Did you mean analyze/],
    ['', /Usage: beltline/],
  ])('"%s" is wrong use or unreadable', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('helps', async () => {
    const { code, stdout } = await run('analyze --help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/t_s,ax,ay,az,gx,gy,gz/);
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
