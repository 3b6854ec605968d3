/** What the overview shows, as a table. */
import type { ReportSection } from './content.ts';
import { longestGaps } from './gaps.ts';
import { table } from './html.ts';
import { counted, fixed, NONE } from './numbers.ts';

interface Row {
  readonly atS: number;
  readonly cells: readonly string[];
}

const row = (what: string, fromS: number, toS: number): Row => ({
  atS: fromS,
  cells: [what, fixed(fromS, 1), fixed(toS, 1), fixed(toS - fromS, 2)],
});

export const overviewTable = ({ sets, gaps }: Pick<ReportSection, 'sets' | 'gaps'>): string => {
  const { told, others } = longestGaps(gaps);
  const rows = [
    ...sets.map(({ summary: { index, startS, endS, reps } }) =>
      row(`Set ${index}, ${counted(reps.length, 'rep')}`, startS, endS),
    ),
    ...told.map(({ startS, durationS }) => row('Gap, no samples', startS, startS + durationS)),
  ].toSorted((a, b) => a.atS - b.atS);
  const rest =
    others.count === 0 ? [] : [[counted(others.count, 'shorter gap'), NONE, NONE, fixed(others.lostS, 2)]];
  return table({
    caption: 'Sets and gaps of the recording',
    head: [
      ['what', ''],
      ['from', 's'],
      ['to', 's'],
      ['lasts', 's'],
    ],
    rows: [...rows.map(({ cells }) => cells), ...rest],
  });
};
