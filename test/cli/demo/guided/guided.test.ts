import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAPTERS, storyWorld } from '../../../../src/cli/demo/guided/chapters.ts';
import { fasterRadio } from '../../../../src/cli/demo/guided/faster-radio.ts';
import { bestSingleKg, makeUpHistory } from '../../../../src/cli/demo/guided/made-up-history.ts';
import { outcomesOf } from '../../../../src/cli/demo/guided/truth.ts';
import { USUAL } from '../../../../src/cli/virtual/lifter.ts';
import { pairReps } from '../../../../src/cli/demo/compare.ts';
import type { SessionEvent } from '../../../../src/domain/event.ts';
import type { Advertisement, Radio, RadioNotification } from '../../../../src/devices/link/radio.ts';
import { createProgramme, parseWorldConfig } from '../../../../src/simulator/world/index.ts';
import { openStore } from '../../../../src/store/store.ts';
import { rep } from '../../../influx/records.ts';
import { beltline, directoryWith, startBeltline } from '../../beltline.ts';

const programme = createProgramme(parseWorldConfig(storyWorld(USUAL.seed, false)).lifters[0]);

describe('the story', () => {
  it('has its chapters in the order of time, each about a part there is', () => {
    const times = CHAPTERS.map(({ begins: { part, after, s } }) => {
      const { startS, endS } = programme.parts[part];
      return (after === 'start' ? startS : endS) + s;
    });
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(-Infinity);
    expect(times[times.length - 1]).toBeGreaterThan(programme.parts.at(-1)?.endS ?? Infinity);
    expect(programme.roundS).toBeLessThan(240);
  });

  it('shows what it promises: clean warm-ups, a back that gives way, singles that grind', () => {
    const [one, two, work, grind] = programme.parts.map(({ session }) =>
      session.truth.sets.flatMap((set) => set.reps),
    );
    expect([...one, ...two].every(({ roundingDeg }) => roundingDeg < 5)).toBe(true);
    expect(work.some(({ roundingDeg }) => roundingDeg >= 8)).toBe(true);
    expect(grind.some(({ liftOffS, lockoutS }) => lockoutS - liftOffS > 3)).toBe(true);
  });
});

const found = (atS: number): SessionEvent => ({
  type: 'rep',
  atS: atS + 9,
  set: 1,
  rep: { ...rep, liftOffS: atS, lockoutS: atS + 1 },
  curve: null,
  trace: null,
});

describe('truth beside estimate', () => {
  it('is told part by part on the clock of the session, a rep where it was lifted', () => {
    const { parts } = programme;
    const zeroS = 100;
    const truths = parts.map(({ session }) => session.truth.sets.flatMap((set) => set.reps));
    const last = truths[0][truths[0].length - 1];
    const events = [
      found(zeroS + parts[0].startS + last.liftOffS),
      found(zeroS + parts[1].startS + truths[1][0].liftOffS),
    ];
    const seen = { parts, names: ['a', 'b', 'c', 'd'], events, zeroS, nowS: zeroS + parts[2].startS - 1 };
    const outcomes = outcomesOf(seen);
    expect(outcomes.map(({ part }) => part)).toEqual(['a', 'b']);
    const pairs = outcomes.flatMap(pairReps);
    expect(pairs).toHaveLength(truths[0].length + truths[1].length);
    expect(pairs.map(({ found: one }) => one !== null)).toEqual([false, false, true, true, false, false]);
  });
});

describe('a faster radio', () => {
  it('hears everything on the clock of the world', async () => {
    const advertisements = new Subject<Advertisement>();
    const notifications = new Subject<RadioNotification>();
    const connection = { notifications, mtu: 100 };
    // Only what is used here.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const radio = { advertisements, nowMs: () => 1500, connect: async () => connection } as unknown as Radio;
    const faster = fasterRadio(radio, (ms) => 1000 + 4 * (ms - 1000));
    const heard: number[] = [];
    faster.advertisements.subscribe(({ atMs }) => heard.push(atMs));
    const link = await faster.connect('id', 1000);
    link.notifications.subscribe(({ atMs }) => heard.push(atMs));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    advertisements.next({ atMs: 1010 } as Advertisement);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    notifications.next({ atMs: 1100 } as RadioNotification);
    expect([...heard, faster.nowMs(), link.mtu]).toEqual([1040, 1400, 3000, 100]);
  });
});

describe('a made-up history', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'beltline-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is three months long, says that it is simulated, and belongs to the lifter of the story', () => {
    const file = join(folder, 'demo.db');
    const nowMs = Date.UTC(2026, 10, 24, 9);
    const count = makeUpHistory(file, nowMs);
    const store = openStore(file);
    const sessions = store.sessions.list({ limit: 1000 });
    expect(sessions).toHaveLength(count);
    expect(count).toBeGreaterThan(25);
    expect(sessions.every(({ simulated, athletes }) => simulated && athletes.includes('Anna'))).toBe(true);
    const starts = sessions.map(({ startedUs }) => startedUs / 1000);
    expect(Math.max(...starts)).toBeLessThan(nowMs - 3_600_000);
    expect((nowMs - Math.min(...starts)) / 86_400_000).toBeGreaterThan(80);
    const trend = store.trends.velocity('anna', 'conventional-deadlift');
    expect(trend.length).toBeGreaterThan(40);
    // What is loaded in the story is what this lifter could lift.
    const heaviest = Math.max(...trend.map(({ loadKg }) => loadKg ?? 0));
    expect(Math.abs(heaviest / bestSingleKg() - 1)).toBeLessThan(0.2);
    store.close();
  });
});

describe('the command', () => {
  it('cannot play the whole product at any speed, and says what to do', async () => {
    const { code, stderr } = await beltline(['demo', '--speed', 'max']);
    expect(code).toBe(2);
    expect(stderr).toContain('10 times');
    expect(stderr).toContain('--terminal');
  });

  it('leaves nothing behind when it is stopped before it began, or cannot begin', async () => {
    const folder = await directoryWith({});
    const demo = startBeltline(['demo', '--page', '0'], { env: { TMPDIR: folder.path } });
    const left = async (): Promise<string[]> =>
      (await readdir(folder.path)).filter((name) => name.startsWith('beltline'));
    await expect.poll(async () => (await left()).length, { timeout: 10_000, interval: 5 }).toBe(1);
    demo.kill('SIGINT');
    expect([0, 130]).toContain((await demo.outcome).code);
    expect(await left()).toEqual([]);
    const nowhere = await beltline(['demo', '--bind', '192.0.2.1'], { env: { TMPDIR: folder.path } });
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('--bind')]);
    expect(await left()).toEqual([]);
    await folder.remove();
  }, 30_000);

  it('can be stopped at once, with a table of what there was, and leaves nothing behind', async () => {
    const folder = await directoryWith({});
    const demo = startBeltline(['demo', '--page', '0', '--two-sensors'], { env: { TMPDIR: folder.path } });
    await demo.said('thoracic: Virtual belt');
    await demo.said('belt: Virtual belt');
    demo.kill('SIGINT');
    const { code, stdout } = await demo.outcome;
    expect(code).toBe(0);
    expect(stdout).toContain('SIMULATED');
    expect((await readdir(folder.path)).filter((name) => name.startsWith('beltline'))).toEqual([]);
    await folder.remove();
  }, 30_000);
});
