import { describe, expect, it } from 'vitest';
import { resolve } from 'node:path';
import { parseConfig } from '../../../src/cli/config/load.ts';
import { alertParams, athleteOf, baselineFiles, plannedLifters } from '../../../src/cli/config/plan.ts';

const TWO = `
[session]
athlete = "ben"
[athlete.anna]
height_m = 1.7
[athlete.anna.bar_travel_m]
sumo-deadlift = 0.46
[athlete.anna.baseline]
squat = ["good/a.mcap"]
[athlete.ben]
height_m = 1.9
[[sensor]]
id = "1"
athlete = "anna"
[[sensor]]
id = "2"
athlete = "anna"
role = "thoracic"
[[sensor]]
id = "3"
athlete = "ben"
[[buzzer]]
driver = "bangle"
[alerts]
velocity_loss_amber_pct = 12
`;

const config = await parseConfig('x.toml', TWO);

describe('who lifts with what', () => {
  it('gives everybody their sensors', () => {
    const lifters = plannedLifters(config);
    expect(lifters.map((one) => [one.athlete, one.sensors.map((s) => `${s.id} ${s.role}`)])).toEqual([
      ['anna', ['1 belt', '2 thoracic']],
      ['ben', ['3 belt']],
    ]);
  });

  it('gives what has no owner to who starts', () => {
    expect(plannedLifters(config).map((one) => one.buzzers.length)).toEqual([0, 1]);
  });

  it('knows the taped travel of the lift at hand only', () => {
    expect(athleteOf(config, 'anna', 'sumo-deadlift')).toEqual({ heightM: 1.7, barTravelM: 0.46 });
    expect(athleteOf(config, 'anna', 'squat')).toEqual({ heightM: 1.7 });
  });

  it('finds recordings beside the file', () => {
    const loaded = { file: resolve('conf', 'beltline.toml'), config };
    expect(baselineFiles(loaded, 'anna', 'squat')).toEqual([resolve('conf', 'good/a.mcap')]);
    expect(baselineFiles(loaded, 'ben', 'squat')).toEqual([]);
  });

  it('sets the limits that were written over the defaults', () => {
    expect(alertParams(config)).toMatchObject({ lossAmberPct: 12, lossRedPct: 25 });
  });
});
