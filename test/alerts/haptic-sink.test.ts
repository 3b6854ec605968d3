import { from, lastValueFrom, NEVER, type Observable, Subject, throwError, toArray } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { lengthS } from '../../src/alerts/haptic.ts';
import { buzz, type HapticReport, type HapticSinkOptions } from '../../src/alerts/haptic-sink.ts';
import type { Cue } from '../../src/domain/cue.ts';
import type { Vibration } from '../../src/domain/device.ts';

const cue = (atS: number, basis: Cue['basis'] = 'live'): Cue => ({
  atS,
  kind: 'hips-first',
  severity: 'amber',
  basis,
  set: 1,
  rep: 2,
});

const short = (report: HapticReport): string =>
  report.type === 'buzzed'
    ? `buzzed ${report.cue.atS}`
    : report.type === 'dropped'
      ? `dropped ${report.cue.atS} ${report.because}`
      : `failed ${report.cue.atS} ${report.error}`;

const run = (
  cues: Observable<Cue> | readonly Cue[],
  options: Partial<HapticSinkOptions> = {},
): Promise<string[]> =>
  lastValueFrom(
    from(cues).pipe(buzz({ vibrate: () => Promise.resolve(), nowS: () => 10, ...options }), toArray()),
  ).then((reports) => reports.map(short));

describe('the buzz', () => {
  it('plays the pattern of the cue, and tells the device how long it is worth playing', async () => {
    const sent: [Vibration, number][] = [];
    const vibrate = (vibration: Vibration, ttlS: number): Promise<void> => {
      sent.push([vibration, ttlS]);
      return Promise.resolve();
    };
    expect(await run([cue(9.9)], { vibrate })).toEqual(['buzzed 9.9']);
    expect(sent).toHaveLength(1);
    expect(lengthS(sent[0][0])).toBeCloseTo(0.6, 9);
    expect(sent[0][1]).toBeCloseTo(0.5, 9);
  });

  it('is dropped when it would come too late, sooner for what is live', async () => {
    expect(await run([cue(9.41), cue(9.39), cue(9, 'final'), cue(7, 'final')])).toEqual([
      'buzzed 9.41',
      'dropped 9.39 stale',
      'buzzed 9',
      'dropped 7 stale',
    ]);
  });

  it('is dropped where there is no motor', async () => {
    expect(await run([cue(10)], { vibrate: null })).toEqual(['dropped 10 no-motor']);
  });

  it('never runs the motor for more than half of ten seconds', async () => {
    let now = 0;
    const nowS = (): number => now;
    const cues = new Subject<Cue>();
    const told = run(cues, { nowS });
    // Half a second of motor each, one every 0.9 s: eleven would be too many.
    for (let i = 0; i < 14; i += 1) {
      now = 0.9 * i;
      cues.next(cue(now));
      await Promise.resolve();
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
    cues.complete();
    const reports = await told;
    expect(reports.map((report) => report.split(' ')[0])).toEqual([
      ...Array<string>(10).fill('buzzed'),
      'dropped',
      'dropped',
      'buzzed',
      'buzzed',
    ]);
  });

  it('reports a device that fails, however it fails, and goes on', async () => {
    let calls = 0;
    const vibrate = (): Promise<void> => {
      calls += 1;
      if (calls === 1) throw new Error('no such channel');
      return calls === 2 ? Promise.reject(new Error('refused')) : Promise.resolve();
    };
    expect(await run([cue(9.7), cue(9.8), cue(9.9)], { vibrate })).toEqual([
      'failed 9.7 no such channel',
      'failed 9.8 refused',
      'buzzed 9.9',
    ]);
  });

  it('gives up a device that does not answer, and what has waited too long behind it', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ cold, expectObservable }) => {
      const cues = { a: cue(0), b: cue(0.1), c: cue(1) };
      const reports = cold('a 99ms b 899ms c|', cues).pipe(
        buzz({
          vibrate: () => lastValueFrom(NEVER),
          nowS: () => scheduler.now() / 1000,
          deadlineS: 0.3,
          ttlS: { live: 0.15, final: 1 },
          scheduler,
        }),
      );
      expectObservable(reports).toBe('300ms (xy) 996ms (z|)', {
        x: { type: 'failed', cue: cues.a, error: 'Timeout has occurred' },
        y: { type: 'dropped', cue: cues.b, because: 'stale' },
        z: { type: 'failed', cue: cues.c, error: 'Timeout has occurred' },
      });
    });
  });

  it('ends quietly when the session fails', async () => {
    expect(await run(throwError(() => new Error('unplugged')))).toEqual([]);
  });

  it('counts the motor of each device for itself', async () => {
    const cues = Array.from({ length: 10 }, () => cue(10));
    expect(await run(cues)).toEqual(await run(cues));
  });
});
