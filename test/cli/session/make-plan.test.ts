import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/cli/config/load.ts';
import { makePlan } from '../../../src/cli/session/make-plan.ts';
import { toRecorded } from '../../../src/cli/session/plan.ts';
import type { CorridorBaseline } from '../../../src/signal/lumbar/corridor.ts';

const corridorOf = (reps: number): CorridorBaseline => ({ reps, centreDeg: [1], spreadDeg: [1] });

const CONFIG = `
[athlete.anna]
height_m = 1.7
[athlete.anna.baseline]
squat = ["good.mcap"]
sumo-deadlift = []
[[sensor]]
id = "1"
`;

const plan = async () => {
  const config = await parseConfig('x.toml', CONFIG);
  const asked: string[] = [];
  const { plan: made } = await makePlan(
    { file: 'x.toml', config },
    {},
    {
      learn: async () => corridorOf(3),
      earlier: (athlete, exercise) => {
        asked.push(`${athlete} ${exercise}`);
        return exercise === 'conventional-deadlift' ? corridorOf(24) : null;
      },
    },
  );
  return { made, asked };
};

describe('corridors of a plan', () => {
  it('are those of the recordings that are named, else of earlier sessions', async () => {
    const { made } = await plan();
    expect(made.athletes['anna'].baseline).toEqual({
      squat: corridorOf(3),
      'conventional-deadlift': corridorOf(24),
    });
  });

  it('are not those of earlier sessions where the configuration has a list, an empty one too', async () => {
    const { asked } = await plan();
    expect(asked).toContain('anna conventional-deadlift');
    expect(asked).not.toContain('anna squat');
    expect(asked).not.toContain('anna sumo-deadlift');
  });

  it('go into the recording, so that a replay needs no store', async () => {
    const { made } = await plan();
    expect(toRecorded(made, false)).toMatchObject({ lifters: [{ baseline: corridorOf(24) }], plan: made });
  });
});
