import * as fc from 'fast-check';
import { from, map, type Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { createAlertPolicy } from '../../src/alerts/policy.ts';
import { withAlerts } from '../../src/alerts/with-alerts.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { MonitoringState, SessionEvent } from '../../src/domain/event.ts';
import type { Rep, Severity, StickingRegion } from '../../src/domain/rep.ts';
import { lumbar, repEvent } from './reps.ts';

const alertsOf = (events: readonly SessionEvent[]): Alert[] => {
  const policy = createAlertPolicy();
  return events.flatMap((event) => policy.step(event));
};
const kinds = (events: readonly SessionEvent[]): string[] =>
  alertsOf(events).map(({ kind, severity, set, rep }) => `${kind} ${severity} ${set}.${rep}`);

const sticking = (dropPct: number, minVelocityMps = 0.2): Partial<Rep> => {
  const stickingRegion: StickingRegion = { startS: 10.4, endS: 10.7, minVelocityMps, dropPct };
  return { stickingRegion };
};
/** A rep of the running set at this speed, the fastest so far being 0.5 m/s. */
const at = (meanVelocityMps: number, index = 2): Partial<Rep> => ({
  index,
  meanVelocityMps,
  velocityLossPct: Math.max(0, 100 * (1 - meanVelocityMps / 0.5)),
});

describe('one rep', () => {
  it('that is clean raises nothing', () => {
    expect(alertsOf([repEvent()])).toEqual([]);
  });

  it('with a back that gave way is told from its onset, or from lift-off', () => {
    expect(alertsOf([repEvent(lumbar('red'))])).toEqual([
      { kind: 'lumbar', severity: 'red', atS: 10.2, set: 1, rep: 1 },
    ]);
    expect(alertsOf([repEvent(lumbar('amber', null))])).toEqual([
      { kind: 'lumbar', severity: 'amber', atS: 10, set: 1, rep: 1 },
    ]);
  });

  it('with the hips first is told', () => {
    expect(alertsOf([repEvent({ hipsFirst: true, index: 3 }, 2)])).toEqual([
      { kind: 'hips-first', severity: 'amber', atS: 10, set: 2, rep: 3 },
    ]);
  });

  it.each<[number | null, number | null, number]>([
    [6.9, -6.9, 0],
    [7, 0, 1],
    [-7, 0, 1],
    [0, -7.1, 1],
    [9, 9, 1],
    [null, null, 0],
  ])('with %s° of bend and %s° of twist is asymmetric %i times', (lateralDeg, twistDeg, times) => {
    expect(kinds([repEvent({ lateralDeg, twistDeg })])).toEqual(Array(times).fill('asymmetry amber 1.1'));
  });

  it.each<[number, string[]]>([
    [39.9, []],
    [40, ['speed-drop amber 1.1']],
    [69.9, ['speed-drop amber 1.1']],
    [70, ['speed-drop red 1.1']],
  ])('that slows by %f %% is told accordingly', (dropPct, wanted) => {
    expect(kinds([repEvent(sticking(dropPct))])).toEqual(wanted);
  });

  it('that slows by no more than its band is not told', () => {
    expect(kinds([repEvent({ ...sticking(50, 0.7), velocityErrorMps: 0.11 })])).toEqual([]);
    expect(kinds([repEvent({ ...sticking(50, 0.7), velocityErrorMps: 0.09 })])).toEqual([
      'speed-drop amber 1.1',
    ]);
  });

  it('can raise several alerts at once', () => {
    expect(kinds([repEvent({ ...lumbar('red'), ...sticking(80), hipsFirst: true, lateralDeg: 9 })])).toEqual([
      'lumbar red 1.1',
      'hips-first amber 1.1',
      'asymmetry amber 1.1',
      'speed-drop red 1.1',
    ]);
  });
});

describe('velocity loss', () => {
  it.each<[number, string[]]>([
    [0.43, []],
    [0.425, ['velocity-loss amber 1.2']],
    [0.38, ['velocity-loss amber 1.2']],
    [0.37, ['velocity-loss red 1.2']],
  ])('down to %f m/s', (speed, wanted) => {
    expect(kinds([repEvent(), repEvent(at(speed))])).toEqual(wanted);
  });

  it('is told for every rep beyond it', () => {
    expect(kinds([repEvent(), repEvent(at(0.4, 2)), repEvent(at(0.35, 3))])).toEqual([
      'velocity-loss amber 1.2',
      'velocity-loss red 1.3',
    ]);
  });

  it('is counted from the fastest rep, which need not be the first', () => {
    const reps = [repEvent({ meanVelocityMps: 0.41 }), repEvent(at(0.5, 2)), repEvent(at(0.4, 3))];
    expect(kinds(reps)).toEqual(['velocity-loss amber 1.3']);
  });

  it('within half of the bands of the two reps is not told', () => {
    const wide = { velocityErrorMps: 0.21 };
    expect(kinds([repEvent(wide), repEvent({ ...at(0.4), ...wide })])).toEqual([]);
    const narrow = { velocityErrorMps: 0.19 };
    expect(kinds([repEvent(narrow), repEvent({ ...at(0.4), ...narrow })])).toHaveLength(1);
  });

  it('starts afresh with every set: a fast warm-up does not leak into it', () => {
    const slow = { meanVelocityMps: 0.3, index: 1 };
    expect(kinds([repEvent({}, 1), repEvent(slow, 2), repEvent({ ...slow, index: 2 }, 2)])).toEqual([]);
  });
});

const monitoring = (state: MonitoringState): SessionEvent => ({ type: 'monitoring', atS: 5, state });

describe('a link', () => {
  it('that is lost is told; what is merely degraded or back again is not', () => {
    expect(alertsOf([monitoring('degraded'), monitoring('not-monitoring'), monitoring('ok')])).toEqual([
      { atS: 5, kind: 'not-monitoring', severity: 'red', set: null, rep: null },
    ]);
  });
});

const someRep = fc
  .record({
    set: fc.integer({ min: 1, max: 3 }),
    meanVelocityMps: fc.double({ min: 0.1, max: 1, noNaN: true }),
    velocityLossPct: fc.double({ min: 0, max: 50, noNaN: true }),
    lateralDeg: fc.option(fc.double({ min: -12, max: 12, noNaN: true })),
    hipsFirst: fc.boolean(),
    severity: fc.constantFrom<Severity>('none', 'amber', 'red'),
  })
  .map(({ set, severity, ...rep }) => repEvent({ ...rep, ...lumbar(severity) }, set));
const someEvent = fc.oneof(
  someRep,
  fc
    .constantFrom<MonitoringState>('ok', 'degraded', 'not-monitoring')
    .map((state): SessionEvent => ({ type: 'monitoring', atS: 1, state })),
  fc.constant<SessionEvent>({ type: 'lift-off', atS: 1, liftOffS: 1 }),
);

const seen = (source: Observable<SessionEvent>): string[] => {
  const types: string[] = [];
  source.subscribe((event) => types.push(event.type));
  return types;
};

describe('alerts', () => {
  it('follow from the events alone', () => {
    fc.assert(
      fc.property(fc.array(someEvent), (events) => {
        expect(alertsOf(structuredClone(events))).toEqual(alertsOf(events));
      }),
    );
  });

  it('do not change by events that say nothing new', () => {
    fc.assert(
      fc.property(fc.array(someEvent), (events) => {
        const idle: SessionEvent = { type: 'lift-off', atS: 2, liftOffS: 2 };
        expect(alertsOf(events.flatMap((event) => [idle, event]))).toEqual(alertsOf(events));
      }),
    );
  });

  it('of a set do not depend on the sets before it', () => {
    fc.assert(
      fc.property(fc.array(someEvent), fc.array(someRep, { minLength: 1 }), (before, own) => {
        const set = own.map((event): SessionEvent => (event.type === 'rep' ? { ...event, set: 9 } : event));
        expect(alertsOf([...before, ...set]).slice(alertsOf(before).length)).toEqual(alertsOf(set));
      }),
    );
  });

  it('come right after the event that causes them, at its time', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ cold, expectObservable }) => {
      const events = { a: repEvent(lumbar('red')), b: repEvent() };
      const shown = cold('a---b|', events).pipe(
        withAlerts(),
        map((event) => (event.type === 'alert' ? `${event.alert.kind} ${event.atS}` : event.type)),
      );
      // A group of two takes four frames of the diagram.
      expectObservable(shown).toBe('(xl)x|', { x: 'rep', l: 'lumbar 13.4' });
    });
  });

  it('are counted anew by every subscriber', () => {
    const events = from([repEvent(), repEvent(at(0.4))]).pipe(withAlerts());
    expect(seen(events)).toEqual(['rep', 'rep', 'alert']);
    expect(seen(events)).toEqual(['rep', 'rep', 'alert']);
  });
});
