/** Small mistakes in a query: each name in double quotes that means something in the database, misspelt alone. */

export interface Misspelling {
  readonly word: string;
  readonly misspelt: string;
}

/**
 * Left out are names given by `AS`, which mean nothing to the database, and the grouping of a query inside another: 1.x groups
 * it as the outer one says, so a mistake there does no harm and cannot be seen. 3 wants it written.
 */
export const misspellings = (query: string): readonly Misspelling[] => {
  const found: Misspelling[] = [];
  for (const match of query.matchAll(/(AS )?"([^"]+)"/g)) {
    const { index, 1: named, 2: word } = match;
    const end = index + match[0].length;
    const groupsInside = query.slice(0, index).endsWith('GROUP BY ') && query.slice(end).startsWith(')');
    if (named !== undefined || groupsInside) continue;
    found.push({ word, misspelt: `${query.slice(0, index)}"${word}_misspelt"${query.slice(end)}` });
  }
  return found;
};
