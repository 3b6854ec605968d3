import { describe, expect, it } from 'vitest';
import { PHONE_KINDS, type Wanted, wants } from '../../../src/alerts/phone/destination.ts';
import { cueOf, LUMBAR } from './notices.ts';

const ALL: Wanted = { kinds: PHONE_KINDS, severity: 'amber', athlete: null };
const AMBER = cueOf({ kind: 'hips-first' }, 'amber');
const AGAIN = cueOf({ kind: 'monitoring-again' }, 'none', { set: null, rep: null });

describe('a destination', () => {
  it('wants the kinds it names', () => {
    expect([LUMBAR, AMBER, AGAIN].map((cue) => wants(ALL, cue, 'anna'))).toEqual([true, true, true]);
    const backOnly: Wanted = { ...ALL, kinds: ['lumbar'] };
    expect([LUMBAR, AMBER, AGAIN].map((cue) => wants(backOnly, cue, 'anna'))).toEqual([true, false, false]);
  });

  it('wants what is grave enough; good news goes by its kind', () => {
    const red: Wanted = { ...ALL, severity: 'red' };
    expect([LUMBAR, AMBER, AGAIN].map((cue) => wants(red, cue, 'anna'))).toEqual([true, false, true]);
  });

  it('wants what is about its athlete', () => {
    const anna: Wanted = { ...ALL, athlete: 'anna' };
    expect(['anna', 'ben'].map((whose) => wants(anna, LUMBAR, whose))).toEqual([true, false]);
  });
});
