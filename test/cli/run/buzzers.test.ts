import { afterEach, describe, expect, it } from 'vitest';
import { ALERT_DEFAULTS } from '../../../src/alerts/policy.ts';
import { buzzerDriverOf, driverOf } from '../../../src/cli/run/driver-of.ts';
import { startLive } from '../../../src/cli/run/live.ts';
import { reportWords } from '../../../src/cli/run/report.ts';
import { parseConfig } from '../../../src/cli/config/load.ts';
import { makePlan } from '../../../src/cli/session/make-plan.ts';
import type { RecordingItem } from '../../../src/recording/mcap/contents.ts';
import { addBangle } from '../../../src/simulator/peripherals/bangle.ts';
import { addDot } from '../../../src/simulator/peripherals/movella-dot.ts';
import { AT_REST } from '../../devices/drivers/on-the-air.ts';
import { until, virtualRadio } from '../../devices/link/radio-process/virtual-belt.ts';

const ANNA = `
[athlete.anna]
height_m = 1.7
[[sensor]]
driver = "movella-dot"
[[buzzer]]
driver = "bangle"
id = "beef"
`;

const planOf = async (text: string) =>
  makePlan(
    { file: 'x.toml', config: await parseConfig('x.toml', text) },
    {},
    {
      earlier: () => null,
      learn: () => {
        throw new Error('no baseline here');
      },
    },
  );

describe('buzzers of a session', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  it('are planned beside the sensors, and leave no trace in the plan', async () => {
    const { plan, buzzers } = await planOf(ANNA);
    expect(plan.slots.map(({ driver }) => driver)).toEqual(['movella-dot']);
    expect(buzzers).toEqual([
      {
        buzzer: { id: 'beef', driver: 'bangle', role: null, athlete: 'anna' },
        planned: { driver: 'bangle', id: 'beef' },
      },
    ]);
    expect(JSON.stringify(plan)).not.toContain('bangle');
    expect(plan.alerts).toEqual(ALERT_DEFAULTS);
  });

  it('buzz for their athlete and give nothing to the recording', async () => {
    const { world, radio, close } = virtualRadio('@abandonware/noble');
    const dot = addDot(world, { address: 'd4:22:cd:00:12:34', motion: AT_REST });
    const watch = addBangle(world, { address: 'c0:ff:ee:00:be:ef' });
    const { plan, buzzers } = await planOf(ANNA);
    const kept: RecordingItem[] = [];
    const said: string[] = [];
    const live = startLive({
      radio,
      plan,
      wanted: () => ({ match: 'any', maxBatchMs: 50 }),
      buzzers: buzzers.map(({ buzzer }) => ({ buzzer, match: { serial: 'beef' } })),
      recorder: { write: (item) => kept.push(item) },
      keeper: null,
      rules: [],
      onHaptic: () => {},
      onTold: () => {},
      onReport: (worn, report) => said.push(reportWords(worn, report) ?? ''),
      onDevice: () => {},
    });
    ends.push(() => live.close(), close, dot.close, watch.close);
    await until(() => said.filter((words) => words.includes('connected')).length === 2, 4000);
    expect(said).toContain('anna, buzzer: Bangle.js beef connected');
    expect(await live.vibrate('anna', [{ amplitude: 1, seconds: 0.1 }])).toBe(1);
    expect(await live.vibrate('ben', [{ amplitude: 1, seconds: 0.1 }])).toBe(0);
    await until(() => watch.buzzes.length === 1);
    const devices = kept.flatMap((item) => ('device' in item ? [item.device.driver] : []));
    expect(new Set(devices)).toEqual(new Set(['movella-dot']));
  });

  it('need a motor, and a sensor needs samples', () => {
    expect(() => buzzerDriverOf({ driver: 'witmotion' })).toThrow('no motor');
    expect(() => driverOf({ driver: 'bangle' })).toThrow('no sensor');
    expect(() => driverOf({ driver: 'nothing' })).toThrow('no driver');
  });

  it('need an owner who wears a sensor', async () => {
    const text = `${ANNA}athlete = "ben"\n[athlete.ben]\nheight_m = 1.9\n`;
    await expect(planOf(text)).rejects.toThrow('wears no sensor');
  });
});
