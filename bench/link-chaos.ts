/** What a radio and a firmware can do to a link, done to it: it must neither crash, nor hang, nor lose a sample. */
import type { NobleName } from '../src/devices/link/radio-process/noble.ts';
import { createRandom } from '../src/simulator/random.ts';
import { openArena, type Outcome } from './link/chaos/arena.ts';
import { CASES, type ChaosCase, DISCONNECTS } from './link/chaos/cases.ts';
import { TOLERANCE_MS } from './link/chaos/watch.ts';
import { type BenchDetail, type BenchReport, type BenchRow, exactly, info } from './report.ts';
import type { BenchOptions } from './registry.ts';

const NOBLES: readonly NobleName[] = ['@abandonware/noble', '@stoprocent/noble'];

interface Played extends Outcome {
  readonly noble: NobleName;
  readonly name: string;
  readonly done: number;
}

const play = async (noble: NobleName, one: ChaosCase, times: number): Promise<Played> => {
  const arena = await openArena(one.belts, one.options ?? {}, noble);
  try {
    const done = await one.play(arena, times, createRandom(7).fork(one.name).fork(noble));
    return { noble, name: one.name, done, ...(await arena.finish()) };
  } catch (error) {
    // A belt that never came back is a hang of the link, whatever its states say.
    const outcome = await arena.finish();
    return { noble, name: one.name, done: 0, ...outcome, hangs: [...outcome.hangs, String(error)] };
  }
};

const sum = (played: readonly Played[], of: (account: Outcome['accounts'][number]) => number): number =>
  played.flatMap(({ accounts }) => accounts).reduce((total, account) => total + of(account), 0);

const rowsOf = (name: string, played: readonly Played[]): BenchRow[] => {
  const old = sum(played, (account) => account.missingOfOldBoots);
  return [
    info(`${name}: times`, sum0(played), ''),
    exactly(
      `${name}: samples missing`,
      sum(played, (account) => account.missing),
      '',
      0,
    ),
    ...(old === 0 ? [] : [info(`${name}: samples that an old boot had not sent`, old, '')]),
  ];
};

const sum0 = (played: readonly Played[]): number => played.reduce((total, { done }) => total + done, 0);

const troubles = (played: readonly Played[]): BenchDetail[] => {
  const lines = played.flatMap(({ noble, name, crashes, hangs }) => [
    ...crashes.map((text) => [noble, name, 'crash', text]),
    ...hangs.map((text) => [noble, name, 'hang', text]),
  ]);
  return lines.length === 0 ? [] : [{ title: 'troubles', columns: ['noble', 'case', 'what', 'text'], lines }];
};

const perCase = (played: readonly Played[]): BenchDetail => ({
  title: 'cases',
  columns: ['noble', 'case', 'times', 'taken', 'missing', 'of old boots', 'twice or strange', 'late by ms'],
  lines: played.map((one) => [
    one.noble,
    one.name,
    one.done,
    sum([one], (account) => account.taken),
    sum([one], (account) => account.missing),
    sum([one], (account) => account.missingOfOldBoots),
    sum([one], (account) => account.strange),
    Math.round(Math.max(0, one.worstMs)),
  ]),
});

export const runLinkChaosBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const wanted = process.env['BELTLINE_CHAOS'];
  const cases = [DISCONNECTS, ...CASES].filter(({ name }) => wanted === undefined || name.includes(wanted));
  const played: Played[] = [];
  for (const one of cases) {
    const times = one === DISCONNECTS ? (quick ? 20 : 500) : quick ? 1 : 4;
    // Both at once: they wait more than they work.
    played.push(...(await Promise.all(NOBLES.map((noble) => play(noble, one, times)))));
    if (process.stderr.isTTY) process.stderr.write(`${one.name}\n`);
  }
  const hangs = played.flatMap((one) => one.hangs).length;
  return {
    rows: [
      exactly('crashes', played.flatMap((one) => one.crashes).length, '', 0),
      exactly(`states that outlast their deadline by more than ${TOLERANCE_MS} ms`, hangs, '', 0),
      info(
        'longest that a state outlasted its deadline',
        Math.max(0, ...played.map((one) => one.worstMs)),
        'ms',
      ),
      exactly(
        'samples heard twice, or never taken',
        sum(played, (account) => account.strange),
        '',
        0,
      ),
      ...cases.flatMap(({ name }) =>
        rowsOf(
          name,
          played.filter((one) => one.name === name),
        ),
      ),
    ],
    details: [perCase(played), ...troubles(played)],
    skipped: wanted === undefined ? null : 'Only some cases were played.',
  };
};
