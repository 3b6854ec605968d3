/** Which samples of a stream were not heard. */

/** Indices `first` … `first + count − 1`. */
export interface IndexRange {
  readonly first: number;
  readonly count: number;
}

export interface Missing {
  add(range: IndexRange): void;
  /** Takes indices off: heard at last, or gone for good. */
  remove(range: IndexRange): void;
  has(index: number): boolean;
  /** Oldest first. */
  ranges(): readonly IndexRange[];
  clear(): void;
}

/** More holes than this are a broken radio; the oldest are given up, so that memory stays bounded. */
const MOST_RANGES = 256;

export const createMissing = (): Missing => {
  let ranges: IndexRange[] = [];
  return {
    add: (range) => {
      if (range.count > 0) ranges = [...ranges, range].slice(-MOST_RANGES);
    },
    remove: ({ first, count }) => {
      const end = first + count;
      ranges = ranges.flatMap((range) => {
        const rangeEnd = range.first + range.count;
        if (end <= range.first || first >= rangeEnd) return [range];
        const before = { first: range.first, count: first - range.first };
        const after = { first: end, count: rangeEnd - end };
        return [before, after].filter((part) => part.count > 0);
      });
    },
    has: (index) => ranges.some((range) => index >= range.first && index < range.first + range.count),
    ranges: () => ranges,
    clear: () => {
      ranges = [];
    },
  };
};
