import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysisSchema } from '../../src/recording/analysis/contract.ts';
import { SCENARIOS } from '../../src/simulator/index.ts';
import { beltline, directoryWith, type Outcome } from './beltline.ts';

describe('the story', () => {
  let told: Outcome;
  beforeAll(async () => {
    told = await beltline(['demo', '--terminal', '--speed', 'max']);
  });

  test('ends well, without colour or control characters in a pipe', () => {
    expect(told.code).toBe(0);
    expect(told.stderr).toBe('');
    const odd = told.stdout.split('').filter((char) => char < ' ' && char !== '\n');
    expect(odd).toEqual([]);
  });

  test('says that it is simulated, first and last', () => {
    expect(told.stdout.split('\n')[0]).toContain('SIMULATED');
    expect(told.stdout).toContain('SIMULATED, so the truth is known');
  });

  test('tells live and final values, the set, and the truth beside the estimate', () => {
    expect(told.stdout).toContain('lift-off');
    expect(told.stdout).toMatch(/lockout live +about \d\.\d\d m\/s mean/u);
    expect(told.stdout).toMatch(/rep 1 final +\d\.\d\d ± \d\.\d\d m\/s mean/u);
    expect(told.stdout).toMatch(/set 1 closed +5 reps/u);
    expect(told.stdout).toContain('Reps: 10 lifted');
  });

  test('warns of the back of the work set, and calls one sensor a proxy', () => {
    const [warmUp, workSet] = told.stdout.split('── Work set');
    expect(warmUp).not.toContain('ALERT RED     lower back');
    expect(workSet).toMatch(/!!! ALERT RED +lower back gave way/u);
    expect(told.stdout).toContain('proxy');
    expect(told.stdout).not.toContain('measured +');
  });

  test('stays within 80 columns', () => {
    expect(told.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('is the same on every run', async () => {
    expect((await beltline(['demo', '--terminal', '--speed', 'max'])).stdout).toBe(told.stdout);
  });
});

test('two sensors measure', async () => {
  const { stdout, code } = await beltline(['demo', '--terminal', '--speed', 'max', '--two-sensors']);
  expect(code).toBe(0);
  expect(stdout).toContain('measured +');
  expect(stdout).not.toContain('proxy +');
});

test('every scenario is listed with what it shows', async () => {
  const { stdout } = await beltline(['demo', '--list']);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/u)[0]),
  ).toEqual(SCENARIOS);
});

test.each(['squat', 'lossy', 'daily-life'])('scenario %s plays to its end', async (scenario) => {
  const { stdout, code } = await beltline([
    'demo',
    '--terminal',
    '--speed',
    'max',
    '--scenario',
    scenario,
    '--seed',
    '4',
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('SIMULATED, so the truth is known');
});

test.each([
  [['--scenario', 'curls'], 'Choose one of deadlift-dead-stop'],
  [['--speed', '0'], 'from 1 (real time) to 100'],
  [['--speed', 'fast'], 'from 1 (real time) to 100'],
  [['--seed', '1.5'], 'whole number'],
  [['--terminal', '--page', '0'], '--page is for the live page'],
])('%j is wrong use', async (args, words) => {
  const { code, stderr } = await beltline(['demo', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('Ctrl-C stops the lifter and still shows the table', async () => {
  const root = join(import.meta.dirname, '../..');
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(root, 'node_modules/tsx/dist/loader.mjs'),
      join(root, 'src/cli/main.ts'),
      'demo',
      '--terminal',
      '--speed',
      '10',
    ],
    { cwd: root },
  );
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (!out.includes('quietly') && chunk.includes('quietly')) child.kill('SIGINT');
    out += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
  expect(out).toContain('Stopped.');
  expect(out).toContain('SIMULATED, so the truth is known');
  expect(out).not.toContain('Work set');
});

describe('recordings as files', () => {
  let place: Awaited<ReturnType<typeof directoryWith>>;
  beforeAll(async () => {
    place = await directoryWith({});
  });
  afterAll(() => place.remove());

  test('are written, can be analysed, and are never written over', async () => {
    const directory = join(place.path, 'example');
    const wrote = await beltline(['demo', '--csv', directory, '--two-sensors']);
    expect(wrote.code).toBe(0);
    expect(wrote.stdout).toContain(join(directory, 'thoracic', 'work-set.csv'));

    const analysed = await beltline(['analyze', directory, '--height', '1.7', '--json']);
    expect(analysed.code).toBe(0);
    const results = analysed.stdout
      .trim()
      .split('\n')
      .map((line) => analysisSchema.parse(JSON.parse(line)));
    expect(results.map(({ sets }) => sets.map(({ reps }) => reps.length))).toEqual([[5], [5]]);

    const again = await beltline(['demo', '--csv', directory]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('exists already');
  });
});
