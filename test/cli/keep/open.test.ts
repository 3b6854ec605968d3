import { describe, expect, it } from 'vitest';
import { ALERT_DEFAULTS } from '../../../src/alerts/policy.ts';
import { influxLines } from '../../../src/cli/influx/lines.ts';
import { beginSession } from '../../../src/cli/keep/open.ts';
import type { SessionPlan } from '../../../src/cli/session/plan.ts';
import { openStore } from '../../../src/store/store.ts';
import { parseConfig } from '../../../src/cli/config/load.ts';
import { rep } from '../../influx/records.ts';

const CONFIG = '[athlete.anna]\nheight_m = 1.7\n[influx]\nurl = "http://127.0.0.1:1"\nbucket = "b"\n';

const plan: SessionPlan = {
  exercise: 'conventional-deadlift',
  loadKg: 100,
  athletes: { anna: { heightM: 1.7, barTravelM: {}, baseline: {} } },
  slots: [{ id: 'belt', driver: 'beltline', role: 'belt', athlete: 'anna', rateHz: 208 }],
  alerts: ALERT_DEFAULTS,
  cues: { cooldownS: null, fadeEvery: null, mute: false },
  rules: [],
};

/** Lines that wait after a session of one rep. */
const linesOf = async (simulated: boolean): Promise<readonly string[]> => {
  const store = openStore(':memory:');
  const config = await parseConfig('beltline.toml', CONFIG);
  const keeper = beginSession({
    store,
    plan,
    simulated,
    software: 'beltline test',
    recording: null,
    startedAt: new Date('2026-11-24T09:15:00Z'),
    timeZone: 'Europe/Berlin',
    lines: influxLines({ file: 'beltline.toml', config }, () => undefined),
    onProblem: (error) => {
      throw error;
    },
    note: () => undefined,
  });
  keeper.told({
    atS: 13,
    athlete: 'anna',
    output: { type: 'rep', atS: 13, set: 1, rep, curve: null, trace: null },
  });
  keeper.close(20);
  const lines = store.outbox.next(9).map(({ line }) => line);
  store.close();
  return lines;
};

describe('a session that is kept', () => {
  it.each([
    [true, 2],
    [false, 0],
  ])('says in its points that its lifter is virtual (%s)', async (simulated, tagged) => {
    const lines = await linesOf(simulated);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['rep', 'set']);
    expect(lines.filter((line) => line.includes(',simulated=true '))).toHaveLength(tagged);
  });
});
