import { describe, expect, it } from 'vitest';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import { createStandingReference } from '../../../src/signal/reps/standing.ts';

const DEG = Math.PI / 180;
const up = (deg: number): [number, number, number] => [Math.sin(deg * DEG), 0, Math.cos(deg * DEG)];
const set = () => {
  const mounting = createMounting();
  const reference = createStandingReference(mounting);
  const at = (): number => Math.round(Math.atan2(mounting.standing[0], mounting.standing[2]) / DEG);
  return { reference, at };
};

describe('standing reference', () => {
  it('takes a guess until something better is known', () => {
    const { reference, at } = set();
    reference.guess(up(40));
    expect(at()).toBe(40);
    reference.offer(up(3));
    expect(at()).toBe(3);
    reference.guess(up(40));
    expect(at()).toBe(3);
  });

  it('follows a clip that slips by ten degrees at once', () => {
    const { reference, at } = set();
    reference.offer(up(0));
    reference.offer(up(10));
    expect(at()).toBe(10);
  });

  it('does not believe a single crouch, but two that agree', () => {
    const { reference, at } = set();
    reference.offer(up(0));
    reference.offer(up(35));
    expect(at()).toBe(0);
    reference.offer(up(37));
    expect(at()).toBe(37);
  });

  it('is only moved a little by confirmation', () => {
    const { reference, at } = set();
    reference.offer(up(0));
    reference.confirm(up(30));
    expect(at()).toBe(0);
    reference.confirm(up(8));
    expect(at()).toBe(8);
  });

  it('is not moved by a pull that stalls half-way', () => {
    const { reference, at } = set();
    reference.offer(up(0));
    reference.confirm(up(14), up(24));
    expect(at()).toBe(0);
    reference.confirm(up(14), up(50));
    expect(at()).toBe(14);
  });

  it('is overruled when still postures after rises keep contradicting it', () => {
    const { reference, at } = set();
    reference.offer(up(40));
    reference.contradict(up(2));
    expect(at()).toBe(40);
    reference.contradict(up(4));
    expect(at()).toBe(4);
  });

  it('tells when it leaps, and not when it creeps', () => {
    const { reference } = set();
    reference.guess(up(40));
    const before = reference.leaps();
    reference.offer(up(3));
    expect(reference.leaps()).toBe(before + 1);
    reference.confirm(up(6));
    expect(reference.leaps()).toBe(before + 1);
  });
});
