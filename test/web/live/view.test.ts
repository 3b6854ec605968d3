import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/domain/event.ts';
import { createLiveView, type LifterStart } from '../../../src/web/live/view.ts';
import { rep } from '../../influx/records.ts';

const START: LifterStart = {
  id: 'anna',
  athlete: 'anna',
  exercise: 'squat',
  loadKg: 100,
  muted: false,
  lossLimitsPct: { amber: 15, red: 25 },
  links: [
    { id: 'b1', place: 'belt' },
    { id: 'z1', place: 'buzzer' },
  ],
};

const viewAfter = (events: readonly SessionEvent[], atS = 6) => {
  const view = createLiveView([START]);
  for (const event of events) view.event('anna', event);
  return view.lifters(atS)[0];
};

const repEvent = (set: number, index: number): Extract<SessionEvent, { type: 'rep' }> => ({
  type: 'rep',
  atS: 10 * index,
  set,
  rep: { ...rep, index, velocityLossPct: 5 * index },
  curve: null,
  trace: null,
});
const trace = (startS: number) => ({
  startS,
  stepS: 0.02,
  pitchDeg: [1],
  velocityMps: [0],
  excursionDeg: [null],
});
const monitoring = (state: 'ok' | 'degraded' | 'not-monitoring'): SessionEvent => ({
  type: 'monitoring',
  atS: 1,
  state,
});
const liftOff: SessionEvent = { type: 'lift-off', atS: 5, liftOffS: 4.9 };
const setUp = (state: 'set' | 'not-set', reasons: readonly 'upright'[] = []): SessionEvent => ({
  type: 'set-up',
  atS: 4,
  state,
  reasons,
});

describe('what the page shows', () => {
  it('begins with nobody watching', () => {
    expect(viewAfter([])).toMatchObject({
      monitoring: 'not-monitoring',
      set: null,
      links: [
        { id: 'b1', state: 'searching', batteryPct: null },
        { id: 'z1', state: 'searching' },
      ],
    });
  });

  it('follows a rep from the set-up to its end', () => {
    const before = [monitoring('ok'), setUp('set')];
    expect(viewAfter(before)).toMatchObject({ monitoring: 'ok', setUp: { state: 'set' }, liftOffS: null });
    expect(viewAfter([...before, liftOff])).toMatchObject({ setUp: null, liftOffS: 4.9 });
    expect(viewAfter([...before, liftOff, repEvent(1, 1)])).toMatchObject({
      liftOffS: null,
      set: { index: 1, loadKg: 100, closed: false, velocityLossPct: 5, reps: [{ index: 1 }] },
    });
    // A bend for a plate looks like the beginning of a pull.
    expect(viewAfter([...before, liftOff], 20)).toMatchObject({ liftOffS: null });
    expect(viewAfter([...before, setUp('not-set', ['upright'])])).toMatchObject({ setUp: null });
  });

  it('counts a set anew, and keeps the last one until then', () => {
    const { reps } = viewAfter([repEvent(1, 1), repEvent(1, 2)]).set ?? { reps: [] };
    const closed: SessionEvent = {
      type: 'set',
      atS: 60,
      set: { index: 1, startS: 1, endS: 50, exercise: 'squat', velocityLossPct: 10, reps },
    };
    expect(viewAfter([repEvent(1, 1), repEvent(1, 2), closed]).set).toMatchObject({
      closed: true,
      reps: [{}, {}],
    });
    expect(viewAfter([repEvent(1, 1), repEvent(1, 2), closed, repEvent(2, 1)]).set).toMatchObject({
      index: 2,
      closed: false,
      reps: [{ index: 1 }],
    });
  });

  it('never says that somebody watches while nobody does', () => {
    const any = fc.constantFrom<SessionEvent>(
      monitoring('ok'),
      monitoring('degraded'),
      monitoring('not-monitoring'),
      liftOff,
      setUp('set'),
      repEvent(1, 1),
    );
    fc.assert(
      fc.property(fc.array(any), (events) => {
        const last = events.findLast(({ type }) => type === 'monitoring');
        const state = last?.type === 'monitoring' ? last.state : 'not-monitoring';
        expect(viewAfter(events).monitoring).toBe(state);
        if (last !== undefined && state === 'not-monitoring' && last === events.at(-1))
          expect(viewAfter(events)).toMatchObject({ setUp: null, liftOffS: null });
      }),
    );
  });

  it('tells cues as warnings, numbered, in words', () => {
    const view = createLiveView([START]);
    const cue = { atS: 3, severity: 'red', basis: 'live', set: 1, rep: 2, kind: 'hips-first' } as const;
    const tell = () => view.event('anna', { type: 'cue', atS: 3, cue });
    expect(tell()).toEqual([
      {
        id: 1,
        atS: 3,
        kind: 'hips-first',
        severity: 'red',
        text: 'hips rose before the bar',
        set: 1,
        rep: 2,
      },
    ]);
    expect(tell()).toMatchObject([{ id: 2 }]);
    expect(view.event('nobody', { type: 'cue', atS: 3, cue })).toEqual([]);
  });

  it('takes no pull for one that is over, or was none', () => {
    const live = { liftOffS: 4.9, lockoutS: 5.8, meanVelocityMps: 0.6, peakVelocityMps: 0.8 };
    expect(viewAfter([liftOff]).liftOffS).toBe(4.9);
    expect(viewAfter([liftOff, { type: 'rep-live', atS: 5.9, rep: live }]).liftOffS).toBeNull();
    expect(viewAfter([liftOff, setUp('not-set', ['upright'])]).liftOffS).toBeNull();
    expect(viewAfter([liftOff], 14).liftOffS).toBeNull();
  });

  it('takes a warning back where no rep came of the pull, and not where one did', () => {
    const cue = { atS: 5, severity: 'red', basis: 'live', set: null, rep: null, kind: 'hips-first' } as const;
    const warned: SessionEvent = { type: 'cue', atS: 5, cue };
    const { liftOffS, lockoutS } = rep;
    const inRep: SessionEvent = {
      type: 'cue',
      atS: liftOffS,
      cue: { ...cue, atS: (liftOffS + lockoutS) / 2 },
    };
    expect(viewAfter([liftOff, warned], 8).withdrawn).toBe(false);
    expect(viewAfter([liftOff, warned], 18).withdrawn).toBe(true);
    // It is not said for ever, and not beside the next pull.
    expect(viewAfter([liftOff, warned, { ...liftOff, atS: 18, liftOffS: 17.9 }], 19).withdrawn).toBe(false);
    expect(viewAfter([liftOff, warned], 60).withdrawn).toBe(false);
    expect(viewAfter([inRep, repEvent(1, 1)], lockoutS + 15).withdrawn).toBe(false);
    // What is not about a pull, or was said of a finished rep, is not taken back.
    expect(viewAfter([{ ...warned, cue: { ...cue, basis: 'final' } }], 18).withdrawn).toBe(false);
  });

  it('keeps the motion of the set it shows', () => {
    const view = createLiveView([START]);
    expect(view.traces('anna')).toBeNull();
    const told = [repEvent(1, 1), repEvent(1, 2), repEvent(2, 1)].map((event, i) => ({
      ...event,
      trace: trace(i),
    }));
    view.event('anna', told[0]);
    view.event('anna', told[1]);
    expect(view.traces('anna')).toMatchObject({ set: 1, reps: [{ index: 1 }, { index: 2 }] });
    view.event('anna', told[2]);
    expect(view.traces('anna')).toEqual({ set: 2, reps: [{ index: 1, trace: trace(2) }] });
    expect(view.traces('nobody')).toBeNull();
  });

  it('follows commands, links and batteries', () => {
    const view = createLiveView([START]);
    view.command('anna', { type: 'load', loadKg: null });
    view.command('anna', { type: 'athlete', athlete: 'ben' });
    view.command('anna', { type: 'exercise', exercise: 'good-morning' });
    view.command('anna', { type: 'mute', mute: true });
    view.link('anna', 'b1', { state: 'lost', trouble: 'gone' });
    view.battery('anna', 'b1', 12);
    expect(view.lifters(6)).toMatchObject([
      {
        loadKg: null,
        athlete: 'ben',
        exercise: 'good-morning',
        muted: true,
        links: [{ state: 'lost', trouble: 'gone', batteryPct: 12 }, { state: 'searching' }],
      },
    ]);
  });
});
