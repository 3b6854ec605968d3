/** `docs/measurements.md` and the code say the same about names, types and tags. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AlertKind } from '../../src/domain/alert.ts';
import { linesFor, toLine } from '../../src/influx/points.ts';
import { parseLine } from './line.ts';
import { alertRecord, rep, RECORDS, repRecord } from './records.ts';

const DOCUMENT = readFileSync(new URL('../../docs/measurements.md', import.meta.url), 'utf8');

interface Documented {
  readonly tags: readonly string[];
  /** `name type`, sorted. */
  readonly fields: readonly string[];
}

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** A name that begins with … continues the one before it. */
const whole = (names: readonly string[]): string[] =>
  names.map((name, i) => (name.startsWith('…') ? names[i - 1] + name.slice(1) : name));

const sections = new Map(
  DOCUMENT.split(/^## /m)
    .slice(1)
    .map((section) => [quoted(section)[0], section]),
);

const documented = (measurement: string): Documented => {
  const section = sections.get(measurement) ?? '';
  const [, words] = /^Tags? ([^.(]+)/m.exec(section) ?? [];
  const tags = words.startsWith('as ') ? documented(quoted(words)[0]).tags : quoted(words);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const fields = rows.flatMap((row) => {
    const [, names, type] = row.split('|');
    return whole(quoted(names)).map((name) => `${name} ${type.trim()}`);
  });
  return { tags: tags.toSorted(), fields: fields.toSorted() };
};

const written = (measurement: string): Documented => {
  const measured = { ...repRecord, rep: { ...rep, lumbar: { ...rep.lumbar, method: 'measured' as const } } };
  const lines = [...RECORDS, { type: 'rep' as const, record: measured }]
    .map((record) => parseLine(toLine(record)))
    .filter((line) => line.measurement === measurement);
  const fields = lines.flatMap((line) =>
    Object.entries(line.fields).map(([name, { type }]) => `${name} ${type}`),
  );
  return {
    tags: Object.keys(lines[0].tags).toSorted(),
    // Every point carries it; the document says so above its tables.
    fields: [...new Set(fields)].filter((field) => field !== 'valid boolean').toSorted(),
  };
};

describe('the table of measurements', () => {
  it('has a section for each measurement', () => {
    expect([...sections.keys()]).toEqual(RECORDS.map((record) => parseLine(toLine(record)).measurement));
    expect(DOCUMENT).toContain('Every point carries `valid` (boolean)');
  });

  it.each([...sections.keys()])('names tags and fields of %s with their types', (measurement) => {
    expect(documented(measurement)).toEqual(written(measurement));
  });

  it('names the tag of what a virtual lifter lifted, and the measurements that have it', () => {
    const [sentence] = /^What a virtual lifter lifted carries [^;]+;/m.exec(DOCUMENT) ?? [''];
    const [tag, value, ...measurements] = quoted(sentence);
    const lines = RECORDS.map((record) => parseLine(linesFor({ simulated: true }).toLine(record)));
    const having = lines.filter(({ tags }) => tags[tag] === value);
    expect(having.map(({ measurement }) => measurement)).toEqual(measurements);
  });

  it('names every kind of alert', () => {
    const kinds: Record<AlertKind, true> = {
      lumbar: true,
      'hips-first': true,
      asymmetry: true,
      'speed-drop': true,
      'velocity-loss': true,
      'not-monitoring': true,
    };
    const [, list] = /`kind` \(([^)]+)\)/.exec(DOCUMENT) ?? [];
    expect(quoted(list).toSorted()).toEqual(Object.keys(kinds).toSorted());
    const tag = parseLine(toLine({ type: 'alert', record: alertRecord })).tags['kind'];
    expect(quoted(list)).toContain(tag);
  });
});
