/**
 * Writes into the README what only a real run can tell: the example of `beltline analyze`, and the figures of
 * `bench/results`. Run `npx tsx docs/make-readme.ts` after a bench or after a change of the analysis.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');
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
  if (from < 0 || to < from) throw new Error(`README.md has no marks for "${name}"`);
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

const page = readFileSync(README, 'utf8');
writeFileSync(README, fill(fill(page, 'example', example()), 'accuracy', accuracy()));
console.log('wrote README.md; format it with: npx prettier --write README.md');
