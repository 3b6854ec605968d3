import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { dashboardFiles } from '../../dashboards/src/index.ts';
import { fileNames, queriesOf, readDashboard, readRaw, readText, variableQuery } from './files.ts';
import { unportable } from './portable.ts';

const GRID_WIDTH = 24;
const SCHEMA = new URL('../../dashboards/schema/dashboard.schema.json', import.meta.url);

const schemaErrors = (() => {
  const valid = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  return (dashboard: unknown): readonly string[] =>
    valid(dashboard)
      ? []
      : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
})();

describe('dashboard files', () => {
  it('are what `npm run dashboards` writes', () => {
    const built = dashboardFiles();
    expect(fileNames.toSorted()).toEqual([...built.keys()].toSorted());
    for (const [name, text] of built) expect(readText(name), name).toBe(text);
  });

  it('have names, addresses and panel numbers of their own', () => {
    const dashboards = fileNames.map(readDashboard);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    expect(new Set(dashboards.map(({ title }) => title)).size).toBe(dashboards.length);
    for (const { panels } of dashboards) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});

describe.each(fileNames)('%s', (name) => {
  const dashboard = readDashboard(name);
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');

  it('fits the schema, and a stray key anywhere does not', () => {
    expect(schemaErrors(readRaw(name))).toEqual([]);
    const stray = (text: string): unknown => JSON.parse(readText(name).replace(text, `"stray": 1, ${text}`));
    for (const text of ['"uid": "beltline', '"showLegend"', '"rawQuery"', '"noValue"', '"allValue"'])
      if (readText(name).includes(text)) expect(schemaErrors(stray(text)), text).not.toEqual([]);
  });

  it('says of itself, of each panel and of each choice what it shows', () => {
    expect(dashboard.description.length).toBeGreaterThan(20);
    for (const { title, description, fieldConfig } of panels) {
      expect(title.length, title).toBeLessThanOrEqual(36);
      expect(description?.length, title).toBeGreaterThan(10);
      expect(fieldConfig?.defaults.noValue?.length, title).toBeGreaterThan(2);
    }
    for (const { label, description } of dashboard.templating.list) {
      expect(label).not.toBe('');
      expect(description).not.toBe('');
    }
  });

  it('fills the grid without gaps and overlaps', () => {
    const taken = new Set<string>();
    for (const { title, gridPos } of dashboard.panels)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(x, title).toBeLessThan(GRID_WIDTH);
          expect(taken.has(`${x} ${y}`), title).toBe(false);
          taken.add(`${x} ${y}`);
        }
    expect(taken.size % GRID_WIDTH).toBe(0);
  });

  it('asks only what InfluxDB 1.x, 2.x and 3 understand, and only for points that count', () => {
    for (const { place, query } of queriesOf(dashboard)) expect(unportable(query), place).toEqual([]);
    for (const variable of dashboard.templating.list.filter(({ type }) => type === 'query'))
      expect(unportable(variableQuery(variable)), variable.name).toEqual([]);
  });

  it('dresses only columns that its queries give', () => {
    for (const { title, targets, fieldConfig } of panels)
      for (const { matcher } of fieldConfig?.overrides ?? []) {
        const named = String(matcher.options).replaceAll(/ \((mean|max)\)$|^\/\^|\/$/g, '');
        const given = targets.some(({ query }) =>
          named === 'Time' ? true : query.includes(`AS "${named}"`) || query.includes(`GROUP BY "${named}"`),
        );
        expect(given, `${title}: ${named}`).toBe(true);
      }
  });

  it('never draws proxy and measured in one panel of lines', () => {
    for (const { title, type, targets } of panels.filter((one) => one.type !== 'table')) {
      const all = targets.map(({ query }) => query).join(' ');
      const both = all.includes('excursion_proxy_deg') && all.includes('excursion_measured_deg');
      expect(both, `${title} (${type})`).toBe(false);
    }
  });
});

describe('the check of portability', () => {
  const good = 'SELECT max("rep") AS "SAMPLE; INTO" FROM "rep" WHERE "valid" = true AND $timeFilter';

  it('passes what all understand, whatever names say', () => {
    expect(unportable(good)).toEqual([]);
  });

  it.each([
    ['series limits', `${good} SLIMIT 1`],
    ['functions of 1.x', good.replace('max(', 'INTEGRAL(')],
    ['writing', good.replace('FROM', 'INTO "x" FROM')],
    ['retention policies', good.replace('FROM "rep"', 'FROM "autogen"."rep"')],
    ['measurements by pattern', good.replace('FROM "rep"', 'FROM /rep/')],
    ['casts', good.replace('"rep")', '"rep"::field)')],
    ['commas in names', good.replace('SAMPLE;', 'a, b')],
    ['two statements', `${good}; ${good}`],
    ['no time filter', good.replace(' AND $timeFilter', '')],
    ['points taken back', good.replace('"valid" = true AND ', '')],
    ['bare variables', good.replace('"valid" = true', '"valid" = true AND "athlete" = \'$athlete\'')],
    ['lists without a time filter', 'SHOW TAG VALUES FROM "rep" WITH KEY = "athlete"'],
  ])('refuses %s', (_, query) => {
    expect(unportable(query)).not.toEqual([]);
  });
});
