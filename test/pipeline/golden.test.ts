/**
 * A change of the numbers of a session must be meant. If it is, see with `npm run bench` that it is for the better,
 * write the new numbers with
 *
 *     GOLDEN=write npx vitest run test/pipeline/golden.test.ts
 *
 * and commit `golden.json` together with the change.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { GOLDEN_FILE, replayGolden } from './golden.ts';

/** How far a number may be off, by the end of its name: ms, mm/s, mm and a fraction of a degree. */
const TOLERANCE: Readonly<Record<string, number>> = { S: 0.02, Mps: 0.015, M: 0.005, Deg: 0.3 };

/** The same, but for small changes of measured numbers; counts must be equal. */
const alike = (value: unknown, key = ''): unknown => {
  if (typeof value === 'number') {
    const tolerance = TOLERANCE[/(?:S|Mps|M|Deg)$/.exec(key)?.[0] ?? ''];
    return tolerance === undefined ? value : expect.closeTo(value, -Math.log10(2 * tolerance));
  }
  if (Array.isArray(value)) return value.map((inner: unknown) => alike(inner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, alike(inner, name)]));
};

it('a recording replayed gives the numbers it always gave', async () => {
  const found = await replayGolden();
  if (process.env['GOLDEN'] === 'write') await writeFile(GOLDEN_FILE, `${JSON.stringify(found)}\n`);
  const golden: unknown = JSON.parse(await readFile(GOLDEN_FILE, 'utf8'));
  expect(found).toEqual(alike(golden));
});
