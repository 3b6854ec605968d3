/** The whole report: one file that needs nothing else, neither network nor scripts, and is well-formed XML too. */
import type { Report, ReportFailure, ReportSection } from './content.ts';
import { list, paragraph } from './html.ts';
import { counted } from './numbers.ts';
import { sectionPart } from './section.ts';
import { STYLE } from './style.ts';
import { element, escape } from './svg.ts';

/** How every report begins. By it, and by it only, a file may be replaced by a later report. */
export const REPORT_START = '<!DOCTYPE html>\n<!-- beltline.report/1 -->\n';

/** A report runs and loads nothing, whatever the names in it may say. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Hatching is in no colour alone; both patterns are used by name from every picture. */
const PATTERNS =
  '<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>' +
  '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect class="hatch" width="2" height="6"/></pattern></defs></svg>';

const READING = [
  'Belt pitch begins where it is known which way is forward, which a first bend shows. Curves are estimates from one point of the body.',
  'Dashed upright lines are lift-off, lockout and touchdown. Time in the plots of a rep counts from its lift-off; all other times count from the start of the session.',
  'The bar velocity plot shows the mean (line) and its band (shaded) from lift-off to lockout, and the peak (dot). A hatched stretch is a sticking region: the bar slows after its first peak.',
  'The lower back is judged only in the shaded stretch after lift-off. A proxy (one sensor) says how far the belt is off the lifter’s own way of pulling, in degrees; it is not the angle of the spine. Measured (two sensors) is flexion beyond the braced set-up.',
  'A proxy must also leave the lifter’s own spread before it is amber or red, so a curve can cross a limit without a finding.',
];

const headline = ({ sections }: Report): string => {
  const reps = sections.reduce(
    (sum, { sets }) => sum + sets.reduce((inner, { reps: some }) => inner + some.length, 0),
    0,
  );
  return `${counted(sections.length, 'recording')}, ${counted(reps, 'rep')}`;
};

const contentsEntry = ({ name, sets, alerts }: ReportSection, i: number): string => {
  const reps = sets.reduce((sum, { reps: some }) => sum + some.length, 0);
  const told = `${counted(sets.length, 'set')}, ${counted(reps, 'rep')}, ${counted(alerts.length, 'alert')}`;
  return `<a href="#f${i + 1}"><bdi>${escape(name)}</bdi></a>: ${told}`;
};

const contents = (sections: readonly ReportSection[]): string =>
  sections.length < 2
    ? ''
    : element(
        'nav',
        { 'aria-labelledby': 'contents' },
        `<h2 id="contents">Recordings</h2>${list(sections.map(contentsEntry))}`,
      );

const failed = (failures: readonly ReportFailure[]): string =>
  failures.length === 0
    ? ''
    : `<h2>Not analysed</h2>${list(failures.map(({ name, why }) => `<bdi>${escape(name)}</bdi>: ${escape(why)}`))}`;

const titleOf = ({ sections }: Report): string =>
  sections.length === 1 ? `${sections[0].name} – Beltline report` : 'Beltline report';

/** The text of the file. */
export const htmlReport = (report: Report): string =>
  [
    `${REPORT_START}<html lang="en">`,
    '<head>',
    '<meta charset="utf-8"/>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    `<meta http-equiv="Content-Security-Policy" content="${escape(POLICY)}"/>`,
    '<meta name="color-scheme" content="light dark"/>',
    `<title>${escape(titleOf(report))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    PATTERNS,
    `<header><h1>Beltline report</h1>${paragraph(headline(report), 'facts')}</header>`,
    '<main>',
    contents(report.sections),
    ...report.sections.map((section, i) => sectionPart(`f${i + 1}`, section, report.limits)),
    failed(report.failures),
    `<section><h2>How to read this</h2>${list(READING.map(escape))}</section>`,
    '</main>',
    `<footer>${report.disclaimers.map((text) => paragraph(text)).join('')}${paragraph(`Written by ${report.software}.`)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
