/** Gaps of a recording, however many: the longest are told one by one. */
import type { Gap } from '../domain/sample.ts';

/** More rows than this nobody reads. */
const MOST_TOLD = 8;

/** Time without samples in all, s. */
export const lostS = (gaps: readonly Gap[]): number =>
  gaps.reduce((sum, { durationS }) => sum + durationS, 0);

/** The longest in order of time, and what the others come to. */
export const longestGaps = (
  gaps: readonly Gap[],
): { readonly told: readonly Gap[]; readonly others: { readonly count: number; readonly lostS: number } } => {
  const longest = new Set(gaps.toSorted((a, b) => b.durationS - a.durationS).slice(0, MOST_TOLD));
  const others = gaps.filter((gap) => !longest.has(gap));
  return {
    told: gaps.filter((gap) => longest.has(gap)),
    others: { count: others.length, lostS: lostS(others) },
  };
};

/** Gaps as they can be told apart in a picture: what is nearer than `apartS` is one. In order of time. */
export const joinedGaps = (gaps: readonly Gap[], apartS: number): Gap[] => {
  const joined: Gap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.startS - b.startS)) {
    const last = joined.at(-1);
    const endS = gap.startS + gap.durationS;
    if (last === undefined || gap.startS - (last.startS + last.durationS) > apartS) joined.push(gap);
    else {
      const lastEndS = Math.max(last.startS + last.durationS, endS);
      joined[joined.length - 1] = { startS: last.startS, durationS: lastEndS - last.startS };
    }
  }
  return joined;
};
