/** Every query of every dashboard on a real InfluxDB with three months of training in it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WINDOW_MS } from '../../dashboards/src/kit/links.ts';
import { exampleLines, writeLines } from '../../dashboards/src/example.ts';
import { FIT } from '../../dashboards/src/pages/load-velocity.ts';
import { startInflux, type RealInflux } from '../influx/real-server.ts';
import { describeWithInflux } from '../influx/with-influx.ts';
import { checkQuery } from './check.ts';
import { everyChoice, offered } from './choices.ts';
import { fileNames, queriesOf, readDashboard } from './files.ts';
import { type Circumstances, substitute } from './grafana.ts';
import { misspellings } from './misspell.ts';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The textbook's way, with means taken off first. */
const leastSquares = (points: readonly (readonly [number, number])[]) => {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const slope =
    mean(points.map(([x, y]) => (x - meanX) * (y - meanY))) / mean(points.map(([x]) => (x - meanX) ** 2));
  return { slope, at: (velocity: number): number => meanX + (velocity - meanY) / slope };
};

describeWithInflux('dashboards on a real InfluxDB', () => {
  let server: RealInflux;
  const nowMs = Date.now();
  const choices = new Map<string, readonly Circumstances[]>();

  beforeAll(async () => {
    server = await startInflux();
    await writeLines({ url: server.v2Url, org: '', bucket: server.db, token: 'any' }, exampleLines(nowMs));
    for (const name of fileNames)
      choices.set(name, await everyChoice(server.query, readDashboard(name), nowMs));
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  const choicesOf = (name: string): readonly Circumstances[] => choices.get(name) ?? [];

  it.each(fileNames)('%s: every variable offers something', async (name) => {
    const dashboard = readDashboard(name);
    expect(choicesOf(name).length).toBeGreaterThan(0);
    for (const variable of dashboard.templating.list.filter(({ type }) => type === 'query')) {
      const values = await offered(server.query, variable, choicesOf(name)[0]);
      expect(values, variable.name).not.toEqual([]);
      expect(new Set(values).size, variable.name).toBe(values.length);
    }
  });

  it.each(fileNames)('%s: every query answers, in every column', async (name) => {
    const problems: string[] = [];
    for (const { place, query } of queriesOf(readDashboard(name))) {
      const { problem } = await checkQuery(server.query, query, choicesOf(name));
      if (problem !== null) problems.push(`${place}: ${problem}`);
    }
    expect(problems).toEqual([]);
  });

  it.each(fileNames)('%s: a misspelt field, tag, value or measurement anywhere is found', async (name) => {
    const unnoticed: string[] = [];
    for (const { place, query } of queriesOf(readDashboard(name))) {
      // Those that were enough for the query as it stands.
      const { useful } = await checkQuery(server.query, query, choicesOf(name));
      for (const { word, misspelt } of misspellings(query)) {
        const { problem } = await checkQuery(server.query, misspelt, useful);
        if (problem === null) unnoticed.push(`${place}: ${word}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('fits the line of each lifter as least squares do', async () => {
    const [first] = choicesOf('load-velocity.json');
    const columns = 'SELECT "load_kg", "best_velocity" FROM "set" WHERE "exercise" =~ /^${exercise:regex}$/';
    const points = await server.query(substitute(`${columns} AND $timeFilter GROUP BY "athlete"`, first));
    const fits = await server.query(substitute(FIT, first));
    expect(fits.length).toBe(2);
    for (const { tags, columns: names, values } of fits) {
      const own = points.find((one) => one.tags?.['athlete'] === tags?.['athlete'])?.values ?? [];
      const { slope, at } = leastSquares(own.map(([, x, y]) => [Number(x), Number(y)]));
      const fit = new Map(names.map((name, index) => [name, Number(values[0][index])]));
      expect(fit.get('Sets')).toBe(own.length);
      expect(fit.get('Per 10 kg')).toBeCloseTo(slope * 10, 6);
      expect(slope).toBeLessThan(0);
      expect(fit.get('Load at reference')).toBeCloseTo(at(0.5), 3);
    }
  });

  it.each([
    ['lifters.json', 'Latest set of each lifter'],
    ['velocity-trends.json', 'Heaviest sets'],
    ['lower-back.json', 'Sets to look at'],
    ['session.json', 'Sets of this session'],
  ])('%s: each row of "%s" leads to a set that the session dashboard offers', async (name, title) => {
    const [first] = choicesOf(name);
    const panel = readDashboard(name).panels.find((one) => one.title === title);
    const rows = await server.query(substitute(panel?.targets[0].query ?? '', first));
    const session = readDashboard('session.json');
    const offers = async (variable: string, under: Circumstances): Promise<readonly string[]> => {
      const found = session.templating.list.find((one) => one.name === variable);
      return found === undefined ? [] : offered(server.query, found, under);
    };
    expect(rows).not.toEqual([]);
    for (const { columns, values, tags } of rows)
      for (const row of values.slice(0, 5)) {
        const cell = (column: string): string => String(row[columns.indexOf(column)]);
        const atMs = Math.floor(Number(cell('time')) / 1000);
        const linked = {
          athlete: tags?.['athlete'] ?? first.choices['athlete'],
          exercise: { all: '.+' },
          device: { all: '.+' },
          session: cell('Session'),
        };
        const under = { ...first, choices: linked, fromMs: atMs - WINDOW_MS / 2, toMs: atMs + WINDOW_MS / 2 };
        expect(await offers('session', under)).toContain(cell('Session'));
        expect(await offers('set', under)).toContain(cell('SetId'));
      }
  });

  it('says the same for all of a list as for its values one by one', async () => {
    const dashboard = readDashboard('lower-back.json');
    const [first] = choicesOf('lower-back.json');
    const exercise = dashboard.templating.list.find(({ name }) => name === 'exercise');
    if (exercise === undefined) throw new Error('no such variable');
    const listed = {
      ...first,
      choices: { ...first.choices, exercise: await offered(server.query, exercise, first) },
    };
    const query =
      'SELECT count("rep") AS "n" FROM "rep" WHERE "exercise" =~ /^${exercise:regex}$/ AND $timeFilter';
    const told = await server.query(substitute(query, first));
    expect(told).not.toEqual([]);
    expect(await server.query(substitute(query, listed))).toEqual(told);
  });
});
