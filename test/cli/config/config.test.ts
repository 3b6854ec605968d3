import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configPlaces, findConfig, loadConfig, parseConfig } from '../../../src/cli/config/load.ts';
import { lineOf } from '../../../src/cli/config/locate.ts';
import { BeltlineError } from '../../../src/domain/error.ts';
import { directoryWith } from '../beltline.ts';

const ANNA = '[athlete.anna]\nheight_m = 1.7\n';

const fault = async (toml: string): Promise<string> => {
  const refused: unknown = await parseConfig('my.toml', toml).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(BeltlineError);
  return refused instanceof BeltlineError ? refused.describe() : '';
};

describe('a configuration', () => {
  it('needs no more than somebody to lift', async () => {
    const config = await parseConfig('my.toml', ANNA);
    expect(config.session).toEqual({ exercise: 'conventional-deadlift', record: 'recordings' });
    expect(config.sensor).toEqual([{ driver: 'beltline', role: 'belt', rate_hz: 208, max_batch_ms: 50 }]);
    expect(config.radio.library).toBe('@abandonware/noble');
  });

  it('is shown whole by the example in docs', async () => {
    const file = join(import.meta.dirname, '../../../docs/beltline.example.toml');
    const config = await parseConfig(file, await readFile(file, 'utf8'));
    expect(config.athlete['anna']?.bar_travel_m['conventional-deadlift']).toBe(0.52);
    expect(config.rule).toHaveLength(1);
  });

  it('holds nothing in its commented lines that would be refused', async () => {
    const file = join(import.meta.dirname, '../../../docs/beltline.example.toml');
    const text = await readFile(file, 'utf8');
    const tables = text.slice(text.indexOf('# [[notify]]'), text.indexOf('# Points for Grafana'));
    const toml = tables.replaceAll(/^# (?=\[|[a-z_]+ = )/gm, '');
    const config = await parseConfig(file, `${ANNA}${toml}`);
    expect(config.notify.map(({ service }) => service)).toEqual(['ntfy', 'webhook']);
  });

  it('tells every problem at once, each with its line', async () => {
    const told = await fault(
      '[session]\nexercize = "squat"\n[athlete.anna]\nheight_m = 178\n[[sensor]]\nrole = "belly"\n[alerts]\ncooldown = 3',
    );
    expect(told).toContain('my.toml: 4 things are wrong');
    expect(told).toContain('line 2: session.exercize: there is no such key; did you mean "exercise"?');
    expect(told).toContain('line 4: athlete.anna.height_m: this looks like centimetres: write 1.78');
    expect(told).toContain('line 6: sensor.0.role: must be "belt" or "thoracic"');
    expect(told).toContain('line 8: alerts.cooldown: there is no such key; did you mean "cooldown_s"?');
  });

  it('knows the lifts in tables of lifts', async () => {
    const told = await fault(`${ANNA}[athlete.anna.bar_travel_m]\nsquatt = 0.5`);
    expect(told).toContain('line 4: athlete.anna.bar_travel_m.squatt');
    expect(told).toContain('did you mean "squat"?');
  });

  it('says where the text is no TOML', async () => {
    expect(await fault('[session]\nexercise = = 3')).toMatch(/^my\.toml:2: this is not TOML/);
  });

  it('names what is missing', async () => {
    expect(await fault('[athlete.anna]\n')).toContain(
      'line 1: athlete.anna.height_m: is missing and has no default',
    );
    expect(await fault('')).toContain('athlete');
  });

  it('does not call missing what is of the wrong type', async () => {
    expect(await fault('[athlete.anna]\nheight_m = "tall"')).toMatch(
      /line 2: .*expected number, received string/,
    );
  });
});

describe('contradictions between keys', () => {
  it('asks for athletes that exist', async () => {
    expect(await fault(`${ANNA}[session]\nathlete = "ben"`)).toContain(
      'session.athlete: there is no athlete "ben"; there is: anna',
    );
  });

  it('asks whose sensor it is when several lift', async () => {
    const told = await fault(
      `${ANNA}[athlete.ben]\nheight_m = 1.8\n[[sensor]]\nid = "1"\nathlete = "anna"\n[[sensor]]\nid = "2"`,
    );
    expect(told).toContain('line 8: sensor.1: whose is it?');
  });

  it('refuses two sensors at one place, and two of a kind without ids', async () => {
    const told = await fault(`${ANNA}[[sensor]]\nid = "1"\n[[sensor]]`);
    expect(told).toContain('sensor 1 already is the belt sensor');
    expect(told).toContain('each needs its id');
  });

  it('wants amber before red', async () => {
    const told = await fault(`${ANNA}[alerts]\nvelocity_loss_amber_pct = 30\nvelocity_loss_red_pct = 20`);
    expect(told).toContain('line 4: alerts.velocity_loss_amber_pct: must not be above');
  });
});

describe('the file', () => {
  it('is named in the message when it is not there', async () => {
    await expect(loadConfig('no-such.toml')).rejects.toMatchObject({
      code: 'unreadable',
      place: { file: 'no-such.toml' },
    });
  });

  it('is looked for here first, then in the home of configurations', async () => {
    expect(configPlaces({ XDG_CONFIG_HOME: 'conf' })).toEqual([
      'beltline.toml',
      join('conf', 'beltline', 'beltline.toml'),
    ]);
    const home = await directoryWith({});
    expect(findConfig({ XDG_CONFIG_HOME: home.path })).toBeNull();
    await home.remove();
  });
});

describe('lineOf', () => {
  const toml =
    'a = 1\n[t."x y"]\nb = 2 # [not.a.table]\n[[list]]\nc = 3\n[[list]]\nc = 4\n[t2]\ni = { d = 1 }';
  it.each([
    [['a'], 1],
    [['t', 'x y', 'b'], 3],
    [['list', 0, 'c'], 5],
    [['list', 1, 'c'], 7],
    [['list', 1, 'missing'], 6],
    [['t2', 'i', 'd'], 9],
    [['nothing'], null],
  ])('finds %j', (path, line) => {
    expect(lineOf(toml, path)).toBe(line);
  });
});
