import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rep } from '../../src/domain/rep.ts';
import type { Report, ReportSection } from '../../src/report/content.ts';
import { htmlReport, REPORT_START } from '../../src/report/document.ts';
import { escape } from '../../src/report/svg.ts';
import { type Markup, readMarkup } from './markup.ts';
import { sampleReport, sampleSection, sampleTrace } from './sample.ts';

/** What holds for every report, whatever is in it. */
const checked = (report: Report): Markup => {
  const source = htmlReport(report);
  expect(source.startsWith(REPORT_START)).toBe(true);
  const markup = readMarkup(source);
  const ids = markup.elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { name, attributes } of markup.elements) {
    expect(['script', 'iframe', 'object', 'embed', 'link', 'img', 'image', 'form']).not.toContain(name);
    for (const [key, value] of attributes) {
      expect(key).not.toMatch(/^on|^src|^xlink/u);
      expect(key === 'aria-label' || key === 'content' ? '' : value).not.toMatch(
        /NaN|undefined|Infinity|null/u,
      );
      if (key === 'href') expect(ids.map((id) => `#${id}`)).toContain(value);
      if (key === 'aria-labelledby') for (const id of value.split(' ')) expect(ids).toContain(id);
    }
  }
  const style = /<style>([^<]*)<\/style>/u.exec(source)?.[1] ?? '';
  expect(style).not.toMatch(/@import|url\((?!#hatch\))|&/u);
  return markup;
};

const named = (markup: Markup, name: string) => markup.elements.filter((found) => found.name === name);

const withReps = (change: (rep: Rep) => Partial<Rep>): ReportSection => {
  const section = sampleSection();
  return {
    ...section,
    sets: section.sets.map(({ summary }) => {
      const reps = summary.reps.map((rep) => ({ ...rep, ...change(rep) }));
      return {
        summary: { ...summary, reps },
        reps: reps.map((rep) => ({ rep, trace: sampleTrace(rep) })),
      };
    }),
  };
};

const wordsOf = (change: Partial<ReportSection>): string =>
  checked(sampleReport([sampleSection(change)])).text;

describe('a report', () => {
  it('says in words what its plots show', () => {
    const markup = checked(sampleReport());
    const pictures = named(markup, 'svg').filter(({ attributes }) => attributes.get('role') === 'img');
    // The overview, the bars of the set, two reps; each has its words, and a table beside it.
    expect(pictures).toHaveLength(4);
    expect(named(markup, 'desc')).toHaveLength(4);
    expect(named(markup, 'table')).toHaveLength(4);
    for (const words of [
      'conventional-deadlift',
      '140 kg',
      'height 1.78 m',
      '30.0 s at 100 Hz',
      '1 gap in the data, 0.5 s in all.',
      'speed loss 21 %',
      '0.52 ± 0.06',
      'lift-off',
      'lockout',
      'touchdown',
      'sticks',
      'proxy +12° ■ RED',
      'onset',
      '▲ amber from 2°',
      '■ red from 4°',
      'all reps: compared with the first reps of this session',
      'rep 2: hips rose before the bar',
      'lower back gave way (set 1, rep 2)',
      'No medical device.',
    ])
      expect(markup.text).toContain(words);
    expect(markup.text).not.toMatch(/NaN|undefined|Infinity|SIMULATED|assumed|\[object/u);
  });

  it('says what is assumed, simulated, recorded, measured or not to be judged', () => {
    const { input } = sampleSection();
    expect(wordsOf({ simulated: true })).toContain('SIMULATED: nobody lifted this');
    expect(wordsOf({ recorded: 'recorded 24 November 2026' })).toContain('recorded 24 November 2026');
    expect(wordsOf({ input: { ...input, heightAssumed: true } })).toContain('1.78 m assumed, none was given');
    expect(wordsOf({ input: { ...input, thoracic: true, barTravelM: 0.56 } })).toMatch(
      /56 cm, taped.*two sensors/u,
    );
    expect(wordsOf({ input: { ...input, placement: 'bar' } })).toContain('the lower back is not judged');
  });

  it('draws nothing where there is nothing', () => {
    const nothing = { sets: [], alerts: [], pitch: [], gaps: [], startS: null, durationS: 0 };
    expect(wordsOf(nothing)).toMatch(/No alerts\..*No repetitions found\./su);
    const [set] = sampleSection().sets;
    const reps = set.reps.map(({ rep }) => ({ rep, trace: null }));
    expect(checked(sampleReport([sampleSection({ sets: [{ ...set, reps }] })])).text).toContain('no curve');
  });

  it('holds several recordings, with a way to each, and says what is missing', () => {
    const sections = [sampleSection(), sampleSection({ name: 'set2.csv' })];
    const report = { ...sampleReport(sections), failures: [{ name: 'x.csv', why: 'the file is empty.' }] };
    const markup = checked(report);
    expect(named(markup, 'a').map(({ attributes }) => attributes.get('href'))).toEqual(['#f1', '#f2']);
    expect(markup.text).toContain('x.csv: the file is empty.');
  });

  it('draws a region in which the bar sticks only where it has an extent', () => {
    const region = { startS: 3.5, endS: 3.5, minVelocityMps: 0, dropPct: 0 };
    expect(checked(sampleReport([withReps(() => ({ stickingRegion: region }))])).text).not.toMatch(
      /\bsticks\b/u,
    );
  });

  it('gives a rep that takes far longer than the others a time axis of its own', () => {
    const section = sampleSection();
    const [set] = section.sets;
    const [{ rep }, second] = set.reps;
    const long = { rep, trace: sampleTrace(rep, { stepS: 0.4 }) };
    const sets = [
      {
        ...set,
        reps: [second, second, second, long].map((shown, i) => ({
          ...shown,
          rep: { ...shown.rep, index: i + 1 },
        })),
      },
    ];
    const { text } = checked(sampleReport([sampleSection({ sets })]));
    expect(text.match(/a scale of its own/gu)).toHaveLength(1);
  });

  it('is well-formed whatever the names and numbers are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const number = fc.double({ min: -50, max: 50, noNaN: true });
    const hostile = fc.constantFrom(
      '</title><script>alert(1)</script>',
      '" onload="x',
      '<!-- ',
      ']]>',
      '&amp;',
      '\0\u001b\ud800',
    );
    fc.assert(
      fc.property(fc.oneof(hostile, text), number, number, (name, velocityMps, deg) => {
        const section = withReps((rep) => ({
          meanVelocityMps: velocityMps,
          peakVelocityMps: Math.abs(velocityMps) + 0.1,
          velocityErrorMps: Math.abs(deg) / 10,
          lumbar: { ...rep.lumbar, excursionDeg: deg },
        }));
        const { text: words } = checked({
          ...sampleReport([{ ...section, name, recorded: name }]),
          failures: [{ name, why: name }],
        });
        expect(words).not.toMatch(/NaN|undefined|Infinity/u.test(name) ? /^$/u : /NaN|undefined|Infinity/u);
      }),
      { numRuns: 25 },
    );
  });
});

describe('text from outside', () => {
  it('is shown as it is, but for what no page may hold', () => {
    expect(escape('a<b & "c"')).toBe('a&lt;b &amp; &quot;c&quot;');
    expect(escape('\u001b[31mred\0')).toBe('\ufffd[31mred\ufffd');
    expect(escape('bär 🏋')).toBe('bär 🏋');
    expect(escape('\ud83c')).toBe('\ufffd');
  });
});
