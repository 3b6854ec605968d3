import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv, restRows } from '../recording/csv/support.ts';
import { beltline, directoryWith } from './beltline.ts';

const ROWS = restRows(6000);
let directory: Awaited<ReturnType<typeof directoryWith>>;
beforeAll(async () => {
  directory = await directoryWith({
    'rest.csv': csv(ROWS),
    'lossy.csv': csv(ROWS.map((row, i) => (i % 100 === 7 ? row.replace(/(,[^,]+){3}$/, ',,,') : row))),
  });
});
afterAll(() => directory.remove());

const rowsOf = (stdout: string): number[][] =>
  stdout
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));

describe('beltline orient', () => {
  it('prints a unit quaternion that turns gravity up, for every row', async () => {
    const { code, stdout, stderr } = await beltline(['orient', 'rest.csv', '--rate', 'native'], {
      cwd: directory.path,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^t_s,qw,qx,qy,qz\n0,/);
    const rows = rowsOf(stdout);
    expect(rows.map(([time]) => time)).toEqual(ROWS.map((row) => Number(row.split(',')[0])));
    const [, w, x, y, z] = rows[5999];
    expect(Math.hypot(w, x, y, z)).toBeCloseTo(1, 6);
    // Third row of the rotation matrix times the sensor's y axis, along which gravity is felt.
    expect(2 * (y * z + w * x)).toBeGreaterThan(0.999);
  });

  it('leaves out what was not measured', async () => {
    const { stdout } = await beltline(['orient', 'lossy.csv'], { cwd: directory.path });
    expect(rowsOf(stdout)).toHaveLength(5940);
  });

  it('resamples', async () => {
    const { stdout } = await beltline(['orient', 'rest.csv', '--rate', '30'], { cwd: directory.path });
    const times = rowsOf(stdout).map(([time]) => time);
    expect(times).toEqual(Array.from({ length: Math.floor(59.99 * 30) + 1 }, (_, i) => i / 30));
  });

  it('refuses a rate that is none', async () => {
    const { code, stderr } = await beltline(['orient', 'rest.csv', '--rate', 'fast'], {
      cwd: directory.path,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/Give a number/);
  });

  it('ends quietly when its reader has enough', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const command = `"${process.execPath}" --import "${join(root, 'node_modules/tsx/dist/loader.mjs')}" \
      "${join(root, 'src/cli/main.ts')}" orient rest.csv | head -n 1`;
    const shell = spawn('sh', ['-c', command], { cwd: directory.path });
    const all: Buffer[] = [];
    shell.stdout.on('data', (chunk: Buffer) => all.push(chunk));
    shell.stderr.on('data', (chunk: Buffer) => all.push(chunk));
    await new Promise((resolve) => shell.on('close', resolve));
    expect(Buffer.concat(all).toString()).toBe('t_s,qw,qx,qy,qz\n');
  });
});
