/** Names of recordings: when, who, what. Sorting by name sorts by time. */

/** Longest part of a name, characters; three bytes each at most leave room within the 255 of file systems. */
const LONGEST = 40;

/** Letters and digits of any script; everything else, path separators first, becomes one hyphen. */
const sanitise = (text: string): string =>
  Array.from(
    text
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-'),
  )
    .slice(0, LONGEST)
    .join('')
    .replaceAll(/^-+|-+$/g, '');

const two = (value: number): string => String(value).padStart(2, '0');

/** Time on the wall where the lifter stands; colons are not allowed in names everywhere. */
const wallTime = (at: Date): string => {
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}`;
};

/**
 * `2026-11-24T18-03-11_anna_conventional-deadlift.mcap`. `attempt` beyond 1 adds its number, for names already taken.
 */
export const recordingName = (
  startedAt: Date,
  athlete: string,
  exercise: string,
  attempt: number = 1,
): string => {
  const parts = [wallTime(startedAt), sanitise(athlete), sanitise(exercise)].filter((part) => part !== '');
  return `${parts.join('_')}${attempt === 1 ? '' : `_${attempt}`}.mcap`;
};
