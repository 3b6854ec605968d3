/**
 * Nothing is lost and nothing doubled, whatever dies: the service, InfluxDB or what stands in front of it; also when the
 * disk is full or the clock steps back. With the real store and a real InfluxDB.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { isBeltlineError } from '../../src/domain/error.ts';
import type { Problem } from '../../src/influx/problem.ts';
import { drainOnce } from '../../src/influx/writer.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { directoryWith } from '../cli/beltline.ts';
import { type RealInflux, startInflux } from './real-server.ts';
import { runChaos } from './soak/chaos.ts';
import { storedNumbers, writerOptions } from './soak/drain.ts';
import { beginIn, isPoisoned, keepEvent, sessionAt } from './soak/events.ts';
import { openSmallDisk } from './soak/small-disk.ts';
import { describeWithInflux } from './with-influx.ts';

const EVENTS = 20_000;
const STARTED_US = 1_763_975_700_000_000;
const HOUR_US = 3_600_000_000;
const DEADLINE_MS = 240_000;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describeWithInflux('nothing is lost', () => {
  let influx: RealInflux;
  let folder: Awaited<ReturnType<typeof directoryWith>>;
  beforeEach(async () => {
    influx = await startInflux();
    folder = await directoryWith({});
  });
  afterEach(async () => {
    await influx.stop();
    await folder.remove();
  });

  /** Sends what still waits. */
  const drain = async (store: Store, problems: (Problem | null)[] = []): Promise<void> => {
    const options = writerOptions(store, influx.v2Url, influx.db, (problem) => problems.push(problem));
    await drainOnce(options, AbortSignal.timeout(30_000));
  };

  it(
    'while service and servers are killed, poisoned lines among the others',
    { timeout: DEADLINE_MS },
    async () => {
      const session = sessionAt('chaos', STARTED_US);
      const storeFile = join(folder.path, 'training.db');
      const { kept, deaths } = await runChaos({ influx, storeFile, session, goal: EVENTS, seed: 7 });
      expect(kept).toBe(EVENTS);
      expect(Math.min(...Object.values(deaths))).toBeGreaterThan(2);
      const store = openStore(storeFile);
      await drain(store);
      expect(store.training.contentOf(session.id).reps).toHaveLength(EVENTS);
      expect(await storedNumbers(influx, session.id)).toEqual(numbers(EVENTS));
      expect(store.outbox.counts()).toEqual({ waiting: 0, dead: numbers(EVENTS).filter(isPoisoned).length });
      expect(store.outbox.deadLines(EVENTS).every(({ line }) => line.includes('poison'))).toBe(true);
      store.close();
    },
  );

  it('when the disk is full: that is said, and what was kept is there and sent', async () => {
    const disk = await openSmallDisk();
    onTestFinished(() => disk.remove());
    const session = sessionAt('full', STARTED_US);
    let store = openStore(join(disk.folder, 'training.db'));
    beginIn(store, session);
    let kept = 0;
    let error: unknown = null;
    while (error === null) {
      try {
        keepEvent(store, session, kept);
        kept += 1;
      } catch (full) {
        error = full;
      }
    }
    expect(isBeltlineError(error) ? error.describe() : error).toMatch(
      /training\.db: cannot keep training here: the disk (is full|failed)/,
    );
    // As after a crash: whoever opens it next finds all that was said to be kept.
    store.close();
    store = openStore(join(disk.folder, 'training.db'));
    expect(store.training.contentOf(session.id).reps).toHaveLength(kept);
    const problems: (Problem | null)[] = [];
    await drain(store, problems);
    expect(problems.map((problem) => problem?.type ?? 'outbox')).toEqual(problems.map(() => 'outbox'));
    await disk.grow();
    keepEvent(store, session, kept);
    await drain(store);
    expect(await storedNumbers(influx, session.id)).toEqual(numbers(kept + 1));
    expect(store.outbox.counts().waiting).toBe(0);
    store.close();
  });

  it("when InfluxDB's disk is full: points wait, that is said, and they are sent when there is room", async (context) => {
    const disk = await openSmallDisk();
    onTestFinished(() => disk.remove());
    if (!disk.isOwn) context.skip('needs the right to mount a small file system');
    const full = await startInflux({ dataFolder: disk.folder });
    onTestFinished(() => full.stop());
    const store = openStore(join(folder.path, 'training.db'));
    const session = sessionAt('server-full', STARTED_US);
    beginIn(store, session);
    for (const n of numbers(300)) keepEvent(store, session, n);
    await disk.fill();
    const problems: (Problem | null)[] = [];
    const options = writerOptions(store, full.v2Url, full.db, (problem) => problems.push(problem));
    await drainOnce(options, AbortSignal.timeout(500));
    expect(problems).toEqual([
      { type: 'unreachable', reason: expect.stringContaining('no space left on device') },
    ]);
    await disk.grow();
    // InfluxDB 1.6 writes on only after a restart.
    await full.kill('SIGKILL');
    await full.restart();
    await drainOnce(options, AbortSignal.timeout(30_000));
    expect(await storedNumbers(full, session.id)).toEqual(numbers(300));
    expect(store.outbox.counts()).toEqual({ waiting: 0, dead: 1 });
    store.close();
  });

  it('when the clock steps back between two sessions: that is said, and both are there', async () => {
    const store = openStore(join(folder.path, 'training.db'));
    const [before, after] = [sessionAt('before', STARTED_US), sessionAt('after', STARTED_US - HOUR_US)];
    expect(beginIn(store, before)).toBeNull();
    for (const n of numbers(300)) keepEvent(store, before, n);
    await drain(store);
    expect(beginIn(store, after)).toMatch(/clock .* set the clock/);
    for (const n of numbers(300)) keepEvent(store, after, n);
    await drain(store);
    for (const { id } of [before, after]) {
      expect(store.training.contentOf(id).reps).toHaveLength(300);
      expect(await storedNumbers(influx, id)).toEqual(numbers(300));
    }
    store.close();
  });
});
