/**
 * Writes into the README what only a real run can tell: the example of `beltline analyze`, and figures of
 * `bench/results`; all of them go into `docs/accuracy.md`. Run `npx tsx docs/make-readme.ts` after a bench or after a change of the analysis.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');
const ACCURACY = join(ROOT, 'docs', 'accuracy.md');
const RESULTS = join(ROOT, 'bench', 'results');

const resultSchema = z.object({
  bench: z.string(),
  shows: z.string(),
  command: z.string(),
  rows: z.array(
    z.object({
      figure: z.string(),
      value: z.number(),
      unit: z.string(),
      target: z.string().nullable(),
      met: z.boolean().nullable(),
    }),
  ),
});
type Result = z.infer<typeof resultSchema>;

/** Puts text between the marks of this name. */
const fill = (page: string, name: string, text: string): string => {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there are no marks for "${name}"`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
};

/** What the README's commands print, run where its file names are true. */
const example = (): string => {
  const place = mkdtempSync(join(tmpdir(), 'beltline-readme-'));
  const beltline = (...args: readonly string[]): string =>
    execFileSync(
      process.execPath,
      ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, 'src/cli/main.ts'), ...args],
      { cwd: place, encoding: 'utf8' },
    );
  try {
    beltline('demo', '--csv', 'example');
    const known = ['--height', '1.67', '--bar-travel', '0.47', '--load', '140'];
    const printed = beltline(
      'analyze',
      'example/work-set.csv',
      ...known,
      '--baseline',
      'example/warm-up.csv',
    );
    return `\`\`\`text\n${printed.trimEnd()}\n\`\`\``;
  } finally {
    rmSync(place, { recursive: true });
  }
};

const results = (): readonly Result[] =>
  readdirSync(RESULTS)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => resultSchema.parse(JSON.parse(readFileSync(join(RESULTS, name), 'utf8'))));

/** Four digits: with three, 0.9999 would read as 1. */
const rounded = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

/** Only rows with a target: the rest explains them and is in the file. Missed ones are shown like the others. */
const accuracy = (): string =>
  results()
    .map(({ bench, shows, command, rows }) =>
      [
        `**${bench}.** ${shows} \`${command}\``,
        '',
        '| figure | value | wanted | |',
        '| --- | ---: | --- | --- |',
        ...rows
          .filter(({ target }) => target !== null)
          .map(
            ({ figure, value, unit, target, met }) =>
              `| ${figure} | ${rounded(value)} ${unit} | ${target} | ${met === true ? 'met' : '**missed**'} |`,
          ),
      ].join('\n'),
    )
    .join('\n\n');

/** The few figures of the README: bench, figure as it stands there, and what it is in words. */
const CHOSEN: readonly (readonly [bench: string, figure: string, words: string])[] = [
  ['recordings', 'squat-waist: sets counted exactly', 'sets of real squats counted exactly'],
  [
    'virtual-lifter',
    'rep F1, lifts from the floor',
    'deadlifts found: F1, virtual lifters never used before',
  ],
  ['virtual-lifter', 'ghost reps per hour of daily life', 'reps that were none, in daily life'],
  ['virtual-lifter', 'lift-off error, 95 of 100', 'moment of lift-off, 95 of 100 within'],
  [
    'virtual-lifter',
    'mean velocity, standard error, with --bar-travel',
    'mean velocity, standard error, bar travel taped',
  ],
  ['virtual-lifter', 'mean velocity, standard error, height only', 'the same from your height alone'],
  [
    'virtual-lifter',
    'area under the curve, rounding ≥ 8° against good reps, two sensors',
    'rounding of 8° told from good reps, two sensors: area under the curve',
  ],
  [
    'virtual-lifter',
    'area under the curve, rounding ≥ 8° against good reps, one sensor and a baseline',
    'the same with one sensor and good reps to compare with',
  ],
  [
    'link-latency',
    'oldest sample of a batch to buzz at the belt, 95 of 100',
    'from movement to buzz, 95 of 100 within',
  ],
  ['page', 'sample to pixel, 95 of 100', 'from movement to the page, 95 of 100 within'],
  [
    'link-chaos',
    'disconnected at a random moment: samples missing',
    'samples missing after a thousand lost links',
  ],
  ['soak', 'reps missed', 'reps missed in an hour of training'],
];

const figures = (): string => {
  const all = results();
  const lines = CHOSEN.map(([bench, figure, words]) => {
    const row = all.find((one) => one.bench === bench)?.rows.find((one) => one.figure === figure);
    if (row === undefined) throw new Error(`there is no figure "${figure}" in the results of ${bench}`);
    const { value, unit, target, met } = row;
    return `| ${words} | ${rounded(value)} ${unit} | ${target ?? ''} | ${met === false ? '**missed**' : 'met'} |`;
  });
  return ['| what | measured | wanted | |', '| --- | ---: | --- | --- |', ...lines].join('\n');
};

const page = readFileSync(README, 'utf8');
writeFileSync(README, fill(fill(page, 'example', example()), 'figures', figures()));
writeFileSync(ACCURACY, fill(readFileSync(ACCURACY, 'utf8'), 'accuracy', accuracy()));
console.log(
  'wrote README.md and docs/accuracy.md; format them with: npx prettier --write README.md docs/accuracy.md',
);
