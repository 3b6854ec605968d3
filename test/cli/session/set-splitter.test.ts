import { describe, expect, it } from 'vitest';
import { createSetSplitter } from '../../../src/cli/session/set-splitter.ts';
import type { SessionEvent } from '../../../src/domain/event.ts';
import type { Rep } from '../../../src/domain/rep.ts';
import { rep } from '../../influx/records.ts';

const LIMITS = { lossAmberPct: 15, lossRedPct: 25 };

const repOf = (
  set: number,
  index: number,
  meanVelocityMps: number,
): Extract<SessionEvent, { type: 'rep' }> => ({
  type: 'rep',
  atS: set * 100 + index * 5,
  set,
  rep: { ...rep, index, meanVelocityMps, velocityLossPct: 0 },
  curve: null,
  trace: null,
});

const setOf = (index: number, reps: readonly Rep[]): SessionEvent => ({
  type: 'set',
  atS: index * 100 + 90,
  set: { index, startS: 0, endS: 1, exercise: 'squat', velocityLossPct: 0, reps },
});

const loss = (set: number, index: number): SessionEvent => ({
  type: 'alert',
  atS: 0,
  alert: { atS: 0, kind: 'velocity-loss', severity: 'red', set, rep: index },
});

/** `rep 2.1` is the first rep of the second set. */
const inShort = (events: readonly SessionEvent[]): string[] =>
  events.map((event) => {
    if (event.type === 'rep') return `rep ${event.set}.${event.rep.index}`;
    if (event.type === 'set') return `set ${event.set.index} of ${event.set.reps.length}`;
    return event.type === 'alert'
      ? `${event.alert.kind} ${event.alert.severity} ${event.alert.set}.${event.alert.rep}`
      : event.type;
  });

describe('a set that is ended by hand', () => {
  it('changes nothing where it never happens', () => {
    const splitter = createSetSplitter(LIMITS);
    const events = [repOf(1, 1, 0.5), loss(1, 1), setOf(1, [rep]), repOf(2, 1, 0.5)];
    expect(events.flatMap((event) => splitter.step(event))).toEqual(events);
  });

  it('is closed at once, and what follows is the next one', () => {
    const splitter = createSetSplitter(LIMITS);
    const told = [
      ...splitter.step(repOf(1, 1, 0.6)),
      ...splitter.step(repOf(1, 2, 0.5)),
      ...splitter.end(50, 'squat'),
      ...splitter.step(repOf(1, 3, 0.4)),
      ...splitter.step(repOf(1, 4, 0.3)),
      ...splitter.step(setOf(1, [rep, rep, rep, rep])),
      ...splitter.step(repOf(2, 1, 0.6)),
      ...splitter.step(setOf(2, [rep])),
    ];
    expect(inShort(told)).toEqual([
      'rep 1.1',
      'rep 1.2',
      'set 1 of 2',
      'rep 2.1',
      'rep 2.2',
      'set 2 of 2',
      'rep 3.1',
      'set 3 of 1',
    ]);
  });

  it('compares the next one with itself only', () => {
    const splitter = createSetSplitter(LIMITS);
    splitter.step(repOf(1, 1, 1));
    splitter.end(50, 'squat');
    const [first] = splitter.step(repOf(1, 2, 0.5));
    expect(first).toMatchObject({ rep: { velocityLossPct: 0 } });
    expect(splitter.step(loss(1, 2))).toEqual([]);
    const [second] = splitter.step(repOf(1, 3, 0.4));
    expect(second).toMatchObject({ rep: { velocityLossPct: expect.closeTo(20, 9) } });
    expect(inShort(splitter.step(loss(1, 3)))).toEqual(['velocity-loss amber 2.2']);
  });

  it('is nothing twice, and nothing before the first rep', () => {
    const splitter = createSetSplitter(LIMITS);
    expect(splitter.end(1, 'squat')).toEqual([]);
    splitter.step(repOf(1, 1, 0.5));
    expect(inShort(splitter.end(10, 'squat'))).toEqual(['set 1 of 1']);
    expect(splitter.end(11, 'squat')).toEqual([]);
    expect(splitter.step(setOf(1, [rep]))).toEqual([]);
    expect(inShort(splitter.step(repOf(2, 1, 0.5)))).toEqual(['rep 2.1']);
  });
});
