import { describe, expect, test } from 'vitest';
import { makeBody, standingHipM } from '../../src/simulator/anthropometry.ts';
import { DEG } from '../../src/simulator/ease.ts';
import { makeLifter } from '../../src/simulator/lifter.ts';
import { legStretch } from '../../src/simulator/linkage.ts';
import { PLATE_RADIUS_M, standing } from '../../src/simulator/posture.ts';
import {
  barTravelM,
  lockoutBarM,
  pullPosture,
  type PullMoment,
  type PullStyle,
} from '../../src/simulator/pull-style.ts';
import { createRandom } from '../../src/simulator/random.ts';

const taut: PullMoment = { progress: 0, taut: 1, extraLean: 0, rounding: 0, tuckShare: 0.5, lowering: false };
const lifters = Array.from({ length: 120 }, (_, i) => makeLifter(i + 1));

const at = (seed: number, kind: 'conventional' | 'sumo', moment: Partial<PullMoment>) => {
  const lifter = lifters[seed];
  const posture = standing(lifter.body);
  pullPosture(lifter.body, lifter[kind], { ...taut, ...moment }, posture);
  return posture;
};

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const everyLifter = (value: (seed: number) => number): number[] => lifters.map((_, i) => value(i));

/** Two lifts captured optically (80 kg): hip rise 0.248 m conventional, 0.234 m sumo. */
describe('shape of the pull', () => {
  test('a 1.78 m lifter moves the bar about 0.55 m and the hips about 0.28 m', () => {
    const travel = everyLifter(
      (i) => barTravelM(lifters[i].body, lifters[i].conventional) / lifters[i].heightM,
    );
    expect(median(travel) * 1.78).toBeGreaterThan(0.51);
    expect(median(travel) * 1.78).toBeLessThan(0.59);
    const rise = everyLifter(
      (i) => at(i, 'conventional', { progress: 1 }).hipZ - at(i, 'conventional', { taut: 0 }).hipZ,
    );
    expect(median(rise)).toBeGreaterThan(0.24);
    expect(median(rise)).toBeLessThan(0.36);
    expect(Math.max(...rise)).toBeLessThan(0.45);
  });

  test('most of the hip rise comes before the bar passes the knee', () => {
    const share = everyLifter((i) => {
      const { body, conventional } = lifters[i];
      const knee = (body.ankleM + body.shankM - PLATE_RADIUS_M) / barTravelM(body, conventional);
      const start = at(i, 'conventional', { taut: 0 }).hipZ;
      const end = at(i, 'conventional', { progress: 1 }).hipZ;
      return (at(i, 'conventional', { progress: knee }).hipZ - start) / (end - start);
    });
    expect(median(share)).toBeGreaterThan(0.68);
    expect(median(share)).toBeLessThan(0.9);
  });

  test('taking the slack lifts the hips by up to 4.5 cm with the bar still', () => {
    const slack = everyLifter(
      (i) => at(i, 'conventional', {}).hipZ - at(i, 'conventional', { taut: 0 }).hipZ,
    );
    expect(Math.min(...slack)).toBeGreaterThan(0);
    expect(median(slack)).toBeGreaterThan(0.01);
    expect(Math.max(...slack)).toBeLessThan(0.05);
  });

  test('the pelvis pitches forward before it comes up in many lifters, and the lumbar curve straightens first', () => {
    const forward = everyLifter((i) => {
      const start = at(i, 'conventional', { taut: 0 }).pelvisPitch;
      const path = Array.from(
        { length: 21 },
        (_, k) => at(i, 'conventional', { progress: k / 20 }).pelvisPitch,
      );
      return (Math.max(...path) - start) / DEG;
    });
    expect(forward.filter((deg) => deg > 1.5).length).toBeGreaterThan(lifters.length * 0.4);
    for (let i = 0; i < lifters.length; i++) {
      const start = at(i, 'conventional', {});
      const late = at(i, 'conventional', { progress: 0.7 });
      expect(late.lumbarFlexion / start.lumbarFlexion).toBeLessThan(late.pelvisPitch / start.pelvisPitch);
    }
  });

  test('the belt sees between all and a third of the lean; in sumo it may see hardly any', () => {
    const gain = everyLifter((i) => {
      const p = at(i, 'conventional', { taut: 0 });
      return (
        (p.pelvisPitch + p.lumbarFlexion) / (p.pelvisPitch + lifters[i].wear.belt.share * p.lumbarFlexion)
      );
    });
    expect(Math.min(...gain)).toBeGreaterThan(1.1);
    expect(Math.max(...gain)).toBeLessThan(3);
    expect(Math.max(...gain)).toBeGreaterThan(1.8);
    const sumo = everyLifter((i) => {
      const p = at(i, 'sumo', { taut: 0 });
      return (p.pelvisPitch + lifters[i].wear.belt.share * p.lumbarFlexion) / DEG;
    });
    expect(median(sumo)).toBeLessThan(16);
  });

  test('legs are never longer than they are, and lockout is standing', () => {
    lifters.forEach(({ body, conventional }, i) => {
      for (let k = 0; k <= 20; k++) {
        const p = at(i, 'conventional', { progress: k / 20 });
        expect(legStretch(body, p.hipX, p.hipZ)).toBeLessThan(1);
      }
      const top = at(i, 'conventional', { progress: 1 });
      expect(Math.abs(top.hipZ - standingHipM(body) * conventional.stance)).toBeLessThan(0.012);
    });
  });
});

test('rounding keeps the shoulders with the bar and turns the pelvis back', () => {
  const body = makeBody(createRandom(3));
  const style: PullStyle = lifters[0].conventional;
  const straight = standing(body);
  const round = standing(body);
  pullPosture(body, style, taut, straight);
  pullPosture(body, style, { ...taut, rounding: 12 * DEG, tuckShare: 0.5 }, round);
  expect((round.lumbarFlexion - straight.lumbarFlexion) / DEG).toBeCloseTo(12, 6);
  expect((round.pelvisPitch - straight.pelvisPitch) / DEG).toBeCloseTo(-6, 6);
  expect(Math.abs(round.hipZ - straight.hipZ)).toBeLessThan(0.06);
  expect(lockoutBarM(body, style)).toBeGreaterThan(PLATE_RADIUS_M + 0.3);
});
