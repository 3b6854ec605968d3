/** Where in a TOML file a key stands, so that a message can say so. */

type Path = readonly (string | number)[];

const HEADER = /^\s*\[(\[)?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/;
const ASSIGNMENT = /^\s*([^=#[\]]+?)\s*=/;

/** `a."b c".d` → parts, quotes taken off. */
const partsOf = (dotted: string): string[] =>
  [...dotted.matchAll(/"([^"]*)"|'([^']*)'|([^.\s"']+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');

const startsWith = (path: Path, prefix: Path): boolean =>
  prefix.length <= path.length && prefix.every((part, i) => String(part) === String(path[i]));

/**
 * 1-based line of the key at `path`, or of the deepest table around it that the file names; `null` if it names
 * none. Reads headers and assignments only: an inline table is found by the line it starts on.
 */
export const lineOf = (toml: string, path: Path): number | null => {
  const counts = new Map<string, number>();
  let table: (string | number)[] = [];
  let best: { depth: number; line: number } | null = null;
  const seen = (found: Path, line: number): void => {
    if (found.length > 0 && startsWith(path, found) && found.length > (best?.depth ?? 0))
      best = { depth: found.length, line };
  };
  for (const [i, text] of toml.split('\n').entries()) {
    const header = HEADER.exec(text);
    if (header !== null) {
      table = partsOf(header[2]);
      if (header[1] !== undefined) {
        const index = counts.get(header[2]) ?? 0;
        counts.set(header[2], index + 1);
        table.push(index);
      }
      seen(table, i + 1);
      continue;
    }
    const assignment = ASSIGNMENT.exec(text);
    if (assignment !== null) seen([...table, ...partsOf(assignment[1])], i + 1);
  }
  return (best as { line: number } | null)?.line ?? null;
};
