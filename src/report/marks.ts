/** The moments of a rep, as upright lines through its plots. */
import { momentsOf, type Rep } from '../domain/rep.ts';
import type { Panel } from './plot.ts';
import { label, line } from './svg.ts';

/** About the width of a letter in a small label, px. */
const LETTER_PX = 6;

/** One line for each moment, the height of a panel. */
export const markLines = ({ box, x }: Panel, rep: Rep): string[] =>
  momentsOf(rep).map(({ atS }) => line(x(atS), box.top, x(atS), box.top + box.height, { class: 'mark' }));

/** Their names in a row, in a second row where the first has no room. @param y of the upper row */
export const markNames = ({ box, x }: Panel, rep: Rep, y: number, leading: number): string[] => {
  const ends = [-Infinity, -Infinity];
  return momentsOf(rep).map(({ name, atS }) => {
    const half = (name.length * LETTER_PX) / 2;
    const centre = Math.min(Math.max(x(atS), box.left + half), box.left + box.width - half);
    const row = ends[0] <= centre - half || ends[1] > centre - half ? 0 : 1;
    ends[row] = centre + half + LETTER_PX / 2;
    return label(centre, y + row * leading, name, { class: 'tick', 'text-anchor': 'middle' });
  });
};
