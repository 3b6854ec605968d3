/** `beltline analyze --report`, from recordings to the file. */
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReportFile, writeReportFile } from '../../src/cli/analysis/report-file.ts';
import { analysisSchema } from '../../src/recording/analysis/contract.ts';
import { REPORT_START } from '../../src/report/document.ts';
import { makeLifter, simulate, toCsv } from '../../src/simulator/index.ts';
import { csv, restRows } from '../recording/csv/support.ts';
import { type Markup, readMarkup } from '../report/markup.ts';
import { beltline, directoryWith, type Outcome } from './beltline.ts';

const lifted = simulate({
  lifter: makeLifter(105),
  scenario: 'rounding',
  seed: 105,
  reps: 4,
  loadFraction: 0.8,
});
let directory: Awaited<ReturnType<typeof directoryWith>>;

beforeAll(async () => {
  directory = await directoryWith({
    'lift <b>.csv': toCsv(lifted.belt),
    'lift <b>.truth.json': JSON.stringify({ simulated: true }),
    'rest.csv': csv(restRows(1500)),
    'broken.csv': csv([...restRows(1200), '12.00,0,9.8,0,0,0,oops']),
    'notes.html': '<!DOCTYPE html>\n<p>somebody wrote this</p>',
  });
});
afterAll(() => directory.remove());

const analyze = (...args: string[]): Promise<Outcome> =>
  beltline(['analyze', ...args], { cwd: directory.path });
const at = (name: string): string => join(directory.path, name);
const read = async (name: string): Promise<Markup> => readMarkup(await readFile(at(name), 'utf8'));

describe('beltline analyze --report', () => {
  it('writes plots of every rep beside the usual results', async () => {
    const args = ['lift <b>.csv', '--height', '1.8', '--load', '140'];
    const { code, stdout, stderr } = await analyze(...args, '--report', 'out.html');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const last = 'The report with plots is in out.html\n';
    expect(stdout.endsWith(last)).toBe(true);
    // The report changes nothing of what is printed.
    const usual = await analyze(...args);
    expect(stdout.slice(0, -last.length)).toBe(usual.stdout);

    const { text, elements } = await read('out.html');
    const plots = elements.filter(({ attributes }) => attributes.get('class') === 'rep-plots');
    expect(plots).toHaveLength(4);
    for (const words of ['lift <b>.csv', '140 kg', 'SIMULATED', 'height 1.80 m'])
      expect(text).toContain(words);
    // What the terminal says of a rep stands in the report too.
    const [, band] = /^ +1 +[\d.]+ +([\d.]+ ± [\d.]+)/mu.exec(usual.stdout) ?? [];
    expect(band).toMatch(/±/u);
    expect(text).toContain(band);
    const curves = elements.filter(({ attributes }) => attributes.get('class') === 'curve velocity');
    expect(curves).toHaveLength(4);
    for (const { attributes } of curves) expect(attributes.get('d')?.length).toBeGreaterThan(500);
    expect((await readdir(directory.path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('holds every recording, says what failed, and leaves JSON to programs', async () => {
    const { code, stdout, stderr } = await analyze(
      'rest.csv',
      'broken.csv',
      'lift <b>.csv',
      'missing.csv',
      '--json',
      '--report',
      'all.html',
    );
    expect(code).toBe(2);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => analysisSchema.parse(JSON.parse(line)).file),
    ).toEqual(['rest.csv', 'lift <b>.csv']);
    expect(stderr).toContain('beltline: the report with plots is in all.html\n');
    const { text } = await read('all.html');
    expect(text).toMatch(/2 recordings, 4 reps/u);
    expect(text).toContain('1.75 m assumed, none was given');
    expect(text).toMatch(/Not analysed.*column gz.*missing\.csv: there is no such file/su);
  });

  it('replaces a report, and nothing else', async () => {
    expect((await analyze('rest.csv', '--height', '1.8', '--report', 'again.html')).code).toBe(0);
    const first = await stat(at('again.html'));
    expect((await analyze('rest.csv', '--height', '1.8', '--report', 'again.html')).code).toBe(0);
    expect((await stat(at('again.html'))).ino).not.toBe(first.ino);
    const { code, stdout, stderr } = await analyze('rest.csv', '--report', 'notes.html');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^beltline: notes\.html: there is a file of this name already.*Name another file/u,
    );
    expect(await readFile(at('notes.html'), 'utf8')).toContain('somebody wrote this');
    expect((await analyze('rest.csv', '--report', 'rest.csv')).code).toBe(2);
  });

  it.each([
    ['no/such/out.html', /no\/such: there is no such directory\. Create it/],
    ['.', /this is a directory/],
    ['/dev/null', /no ordinary file/],
    ['-', /Name a file: standard output has the results/],
  ])('cannot be written to %s, and says so before anything is analysed', async (path, message) => {
    const { code, stdout, stderr } = await analyze('rest.csv', '--report', path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at |assumed/);
  });

  it('is not written where nothing could be analysed', async () => {
    const { code, stderr } = await analyze('broken.csv', '--report', 'none.html');
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing could be analysed, so no report was written/u);
    expect(stderr).not.toMatch(/assumed/u);
    expect(await readdir(directory.path)).not.toContain('none.html');
  });
});

describe('the file of a report', () => {
  const text = `${REPORT_START}<p>new</p>`;

  it('keeps its permissions and its place behind a link', async () => {
    await mkdir(at('kept'));
    await writeFile(at('kept/real.html'), REPORT_START);
    await chmod(at('kept/real.html'), 0o600);
    await symlink('kept/real.html', at('link.html'));
    await checkReportFile(at('link.html'));
    await writeReportFile(at('link.html'), text);
    expect(await readFile(at('kept/real.html'), 'utf8')).toBe(text);
    expect((await stat(at('kept/real.html'))).mode & 0o777).toBe(0o600);
    expect(await readdir(at('kept'))).toEqual(['real.html']);
  });

  it('is looked at again before it is replaced', async () => {
    await checkReportFile(at('late.html'));
    await writeFile(at('late.html'), 'meanwhile somebody saved this');
    await expect(writeReportFile(at('late.html'), text)).rejects.toThrow('no report of Beltline');
    expect(await readFile(at('late.html'), 'utf8')).toBe('meanwhile somebody saved this');
  });

  it('may take the place of an empty one', async () => {
    await writeFile(at('empty.html'), '');
    await checkReportFile(at('empty.html'));
    await writeReportFile(at('empty.html'), text);
    expect(await readFile(at('empty.html'), 'utf8')).toBe(text);
  });
});
