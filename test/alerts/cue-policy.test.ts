import { describe, expect, it } from 'vitest';
import { createCuePolicy, type CueInput } from '../../src/alerts/cue-policy.ts';
import { CUE_DEFAULTS, type CueParams } from '../../src/alerts/cues/params.ts';
import type { Cue } from '../../src/domain/cue.ts';
import {
  back,
  clock,
  close,
  closeSet,
  fast,
  inShort,
  liftOff,
  link,
  lockout,
  motor,
  mute,
  paced,
  slow,
} from './cue-inputs.ts';
import { lumbar } from './reps.ts';

const cuesOf = (inputs: readonly CueInput[], change: Partial<CueParams> = {}): Cue[] => {
  const policy = createCuePolicy({ ...CUE_DEFAULTS, ...change });
  return inputs.flatMap((input) => policy.step(input));
};
const told = (inputs: readonly CueInput[], change?: Partial<CueParams>): string[] =>
  cuesOf(inputs, change).map(inShort);

const places = (inputs: readonly CueInput[]): unknown => cuesOf(inputs).map(({ set, rep }) => [set, rep]);

/** A rep closed at 10 s whose back gave way at 6.8 s. */
const rounded = (severity: 'amber' | 'red'): CueInput => close(10, lumbar(severity, 6.8));

/** A set at these speeds, a rep every 6 s. */
const setAt = (speeds: readonly number[], index = 1, fromS = 10): CueInput[] =>
  speeds.map((speed, i) => close(fromS + 6 * i, paced(speed, i + 1), index));

describe('a live warning', () => {
  it('is told at once, with what it rests on and the rep it is in', () => {
    expect(cuesOf([close(10, { index: 1 }), liftOff(12), back(12.3, 'red')])).toEqual([
      {
        atS: 12.3,
        kind: 'lumbar',
        severity: 'red',
        basis: 'live',
        set: 1,
        rep: 2,
        method: 'proxy',
        excursionDeg: 5,
      },
    ]);
    expect(cuesOf([slow(5)])[0]).toMatchObject({ cause: 'sticking', dropPct: 60, velocityMps: 0.2 });
  });

  it('counts for the first rep of the next set after a rest, or when the set was closed', () => {
    expect(places([back(5)])).toEqual([[1, 1]]);
    expect(places([close(10, { index: 4 }), back(30)])).toEqual([[2, 1]]);
    expect(places([close(10, { index: 4 }, 3), closeSet(19, 3), back(19.5)])).toEqual([[4, 1]]);
  });

  it('is not told again within the cooldown, unless it gets worse', () => {
    expect(told([back(5), back(6.9)])).toEqual(['5 lumbar amber']);
    expect(told([back(5), back(7)])).toEqual(['5 lumbar amber', '7 lumbar amber']);
    expect(told([back(5), back(5.9, 'red'), back(6.5)])).toEqual(['5 lumbar amber', '5.9 lumbar red']);
  });

  it('waits a moment behind another one, unless it matters more', () => {
    expect(told([back(5), slow(5.2), clock(6)])).toEqual(['5 lumbar amber', '5.8 speed-drop amber']);
    expect(told([slow(5), back(5.2)])).toEqual(['5 speed-drop amber', '5.2 lumbar amber']);
    expect(told([back(5), slow(5.2, 'red')])).toEqual(['5 lumbar amber', '5.2 speed-drop red']);
  });

  it('that had to wait is not told once the bar is fast again, or the rep over', () => {
    expect(told([back(5), slow(5.2), fast(5.5), clock(7)])).toEqual(['5 lumbar amber']);
    expect(told([back(5), slow(5.2), lockout(5.6), clock(7)])).toEqual(['5 lumbar amber']);
    expect(told([back(5), slow(5.2), link(5.6, 'not-monitoring'), clock(7)])).toEqual([
      '5 lumbar amber',
      '5.6 not-monitoring red',
    ]);
  });

  it('can be made to hold first', () => {
    const holdS = { ...CUE_DEFAULTS.holdS, 'speed-drop': 0.3 };
    expect(told([slow(5), clock(5.2), fast(5.29), clock(6)], { holdS })).toEqual([]);
    expect(told([slow(5), clock(6)], { holdS })).toEqual(['5.3 speed-drop amber']);
  });
});

describe('while the motor runs', () => {
  const buzz = [motor(5, true), back(5.4), motor(5.6, false)];

  it('nothing is told, and after it what still holds', () => {
    expect(told([...buzz, clock(6)])).toEqual(['5.75 lumbar amber']);
    expect(told([...buzz, lockout(5.7), clock(6)])).toEqual([]);
  });

  it('what was seen before it is told, and what was seen just after it waits', () => {
    expect(told([back(4.8), motor(5, true)])).toEqual(['4.8 lumbar amber']);
    expect(told([motor(5, true), motor(5.6, false), back(5.7), clock(6)])).toEqual(['5.75 lumbar amber']);
    expect(told([motor(5, true), motor(5.6, false), back(5.86)])).toEqual(['5.86 lumbar amber']);
  });

  it('what is held back too long is dropped', () => {
    expect(told([motor(5, true), back(5.1), motor(6.6, false), clock(7)])).toEqual([]);
  });

  it('a stop that is never told is taken for granted', () => {
    expect(told([motor(5, true), back(6.5), clock(8)])).toEqual(['7.15 lumbar amber']);
  });

  it('what tells of the link or of speed over a whole rep is told all the same', () => {
    expect(told([motor(5, true), link(5.2, 'not-monitoring')])).toEqual(['5.2 not-monitoring red']);
    const spent = [close(10), close(15, paced(0.3, 2))];
    expect(told([...spent.slice(0, 1), motor(11.7, true), ...spent.slice(1)])).toEqual([
      '15 velocity-loss red',
    ]);
  });

  it('a verdict on the back that rests on it is not told', () => {
    const rep = close(20, lumbar('red', 16.8));
    expect(told([motor(16.5, true), motor(17, false), rep])).toEqual([]);
    expect(told([motor(17.5, true), motor(17.9, false), rep])).toEqual(['20 lumbar red']);
  });
});

describe('a closed rep', () => {
  it('that is clean says nothing', () => {
    expect(told([close(10)])).toEqual([]);
  });

  it('says the one thing that matters most', () => {
    const all = { hipsFirst: true, lateralDeg: 9 };
    expect(told([close(10, { ...all, ...lumbar('red', 7) })])).toEqual(['10 lumbar red']);
    expect(told([close(10, all)])).toEqual(['10 hips-first amber']);
    expect(told([close(10, { lateralDeg: -8 })])).toEqual(['10 asymmetry amber']);
  });

  it('tells of the back only what was not told while it went on', () => {
    expect(told([back(6.9), rounded('amber')])).toEqual(['6.9 lumbar amber']);
    expect(told([back(6.9), rounded('red')])).toEqual(['6.9 lumbar amber', '10 lumbar red']);
    expect(told([back(6.9, 'red'), rounded('red')])).toEqual(['6.9 lumbar red']);
    // A warning of the rep before is none of this one.
    expect(told([back(3), rounded('amber')])).toEqual(['3 lumbar amber', '10 lumbar amber']);
  });

  it('does not forget sides until they are clearly straight again', () => {
    const leaning = [8, 6, 5.5, 6].map((lateralDeg, i) => close(10 + 10 * i, { index: i + 1, lateralDeg }));
    expect(told(leaning)).toEqual(['10 asymmetry amber', '20 asymmetry amber']);
  });
});

describe('velocity loss', () => {
  it.each<[string, number[], string[]]>([
    ['one slow rep is forgiven', [0.5, 0.42, 0.47, 0.41], []],
    ['the second in a row is not', [0.5, 0.42, 0.42], ['22 velocity-loss amber']],
    ['a limit that is only just missed breaks the row', [0.5, 0.42, 0.428, 0.42], []],
    ['one far over is not forgiven', [0.5, 0.32], ['16 velocity-loss red']],
    [
      'every further slow rep is told',
      [0.5, 0.42, 0.42, 0.36],
      ['22 velocity-loss amber', '28 velocity-loss red'],
    ],
    [
      'once told, it is over only well below the limit',
      [0.5, 0.42, 0.42, 0.43, 0.45, 0.42],
      ['22 velocity-loss amber', '28 velocity-loss amber'],
    ],
  ])('%s', (_, speeds, wanted) => {
    expect(told(setAt(speeds))).toEqual(wanted);
  });

  it('says why', () => {
    expect(cuesOf(setAt([0.5, 0.42, 0.42]))[0]).toMatchObject({ because: 'second-in-a-row', set: 1, rep: 3 });
    expect(cuesOf(setAt([0.5, 0.3]))[0]).toMatchObject({ because: 'far-over', lossPct: 40 });
  });

  it('that the bands could explain is none', () => {
    const wide = setAt([0.5, 0.42, 0.42]).map((input) =>
      input.type === 'rep' ? { ...input, rep: { ...input.rep, velocityErrorMps: 0.2 } } : input,
    );
    expect(told(wide)).toEqual([]);
  });

  it('starts from nothing in every set', () => {
    expect(told([...setAt([0.5, 0.42], 1), closeSet(40, 1), ...setAt([0.5, 0.42], 2, 60)])).toEqual([]);
    // A fast warm-up is no measure of the work set, even if nobody said that it was over.
    const slowSet = [close(60, { ...paced(0.3, 1), velocityLossPct: 0 }, 2)];
    expect(told([...setAt([0.5, 0.42], 1), ...slowSet])).toEqual([]);
  });
});

describe('the link', () => {
  it('is told when it is lost, and when it is back', () => {
    expect(told([link(5, 'not-monitoring'), link(6, 'degraded'), link(8, 'ok')])).toEqual([
      '5 not-monitoring red',
      '8 monitoring-again none',
    ]);
    expect(told([link(5, 'ok'), link(6, 'degraded'), link(7, 'ok')])).toEqual([]);
  });

  it('that comes and goes is told once in a while', () => {
    const flapping = [0, 10, 20, 31].flatMap((s) => [link(100 + s, 'not-monitoring'), link(105 + s, 'ok')]);
    expect(told(flapping)).toEqual([
      '100 not-monitoring red',
      '105 monitoring-again none',
      '131 not-monitoring red',
      '136 monitoring-again none',
    ]);
  });

  it('is told even to who wants to hear nothing', () => {
    expect(told([mute(1, true), back(2), close(9, { hipsFirst: true }), link(10, 'not-monitoring')])).toEqual(
      ['10 not-monitoring red'],
    );
    expect(told([mute(1, true), back(2), mute(2.1, false), back(2.2)])).toEqual(['2.2 lumbar amber']);
  });
});

describe('fading', () => {
  const fading = { afterCleanReps: 2, every: 3 };
  const cleanReps = [close(10, { index: 1 }), close(16, { index: 2 })];
  const ambers = [18, 20, 22, 24].map((atS) => back(atS));

  it('tells only some of the amber cues of who lifts well', () => {
    expect(told([...cleanReps, ...ambers], { fading })).toEqual(['22 lumbar amber']);
    expect(told([...cleanReps.slice(1), ...ambers], { fading })).toHaveLength(4);
    expect(told([...cleanReps, ...ambers])).toHaveLength(4);
  });

  it('never hides a red one, and ends with it', () => {
    expect(told([...cleanReps, back(20), back(23, 'red'), back(26)], { fading })).toEqual([
      '23 lumbar red',
      '26 lumbar amber',
    ]);
  });

  it('does not hide that a set is over', () => {
    const spent = [close(22, paced(0.42, 3)), close(28, paced(0.42, 4))];
    expect(told([...cleanReps, ...spent], { fading })).toEqual(['28 velocity-loss amber']);
  });

  it('starts anew with every set', () => {
    expect(told([...cleanReps, closeSet(19, 1), back(20)], { fading })).toEqual(['20 lumbar amber']);
  });
});
