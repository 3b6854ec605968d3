/** Lines of a terminal, with the few colour codes that Beltline uses, as a picture. */
import { element, escape, svg } from '../../src/report/svg.ts';

const SIZE = 13;
const CELL = 7.83;
const LEADING = 19;
const MARGIN = 20;
const BAR = 34;
const COLUMNS = 80;

const STYLE = `
text{font:${SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;fill:#d6deeb}
.bold{font-weight:700;fill:#ffffff}
.dim{fill:#7f8ea3}
.amber{fill:#ffc45c}
.red{fill:#ff6b6b}
.bold.amber{fill:#ffc45c}
.bold.red{fill:#ff6b6b}
`;

const CLASSES: Readonly<Record<number, string>> = { 1: 'bold', 2: 'dim', 33: 'amber', 31: 'red' };
const ENDS: Readonly<Record<number, readonly string[]>> = { 22: ['bold', 'dim'], 39: ['amber', 'red'] };

interface Run {
  readonly column: number;
  readonly text: string;
  readonly classes: string;
}

/** Runs of one look. Columns are cut at wide blanks too, so that no font can push them out of line. */
const runsOf = (lineText: string): Run[] => {
  const runs: Run[] = [];
  const on = new Set<string>();
  let column = 0;
  lineText.split('\u001b[').forEach((piece, i) => {
    const code = i === 0 ? null : /^(\d+)m/u.exec(piece);
    if (code !== null) {
      const number = Number(code[1]);
      for (const name of ENDS[number] ?? []) on.delete(name);
      if (CLASSES[number] !== undefined) on.add(CLASSES[number]);
    }
    for (const word of piece.slice(code?.[0].length ?? 0).split(/( {2,}|(?<=^ *[●▲■·=~!]+) )/u)) {
      const text = word.trimStart();
      if (text !== '') {
        runs.push({ column: column + word.length - text.length, text, classes: [...on].join(' ') });
      }
      column += word.length;
    }
  });
  return runs;
};

const renderLine = (lineText: string, i: number): string => {
  const y = BAR + MARGIN + i * LEADING;
  const spans = runsOf(lineText).map(({ column, text, classes }) =>
    element(
      'tspan',
      { x: MARGIN + column * CELL, ...(classes === '' ? {} : { class: classes }) },
      escape(text),
    ),
  );
  return spans.length === 0 ? '' : element('text', { y, 'xml:space': 'preserve' }, spans.join(''));
};

/** A dark window: legible on light pages and on dark ones. */
export const terminalPicture = (lines: readonly string[], command: string, title: string): string => {
  const width = Math.ceil(2 * MARGIN + COLUMNS * CELL);
  const height = BAR + MARGIN + lines.length * LEADING + MARGIN / 2;
  return svg({ width, height, title, style: STYLE }, [
    element('rect', {
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      rx: 10,
      fill: '#0f1724',
      stroke: '#33415c',
    }),
    ...['#ff6b6b', '#ffc45c', '#5fd38d'].map((fill, i) =>
      element('circle', { cx: MARGIN + 4 + 18 * i, cy: 19, r: 5.5, fill }),
    ),
    element('text', { x: width / 2, y: 23, 'text-anchor': 'middle', class: 'dim' }, escape(command)),
    ...lines.map(renderLine).filter((text) => text !== ''),
  ]);
};
