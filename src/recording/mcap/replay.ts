/**
 * A recording as the inputs of a session. Fed to the same decoders and the same graph in this order, they give the
 * numbers of the live session bit for bit; how fast they are fed is for the caller to pace, by `timeOf` each.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RecordingEnd } from './assemble.ts';
import type { SessionInput, ToldItem } from './contents.ts';
import { decodeJson, encodeJson } from './json.ts';
import type { McapRecording } from './reader.ts';

/** What the live session was fed, in order; what it told goes to `onTold`, in its place between the inputs. */
export async function* sessionInputs(
  recording: McapRecording,
  onTold: (told: ToldItem) => void = () => {},
): AsyncGenerator<SessionInput> {
  for await (const item of recording.items()) {
    if (item.type === 'told') onTold(item);
    else if (item.type !== 'lost') yield item;
  }
}

/** What a replay told against what the live session had told. */
export interface ReplayComparison {
  /** Pairs found equal, to the last bit of every number. */
  readonly equal: number;
  /** The first pair that differs; `null` stands for "nothing". `null` when there is none. */
  readonly difference: { readonly recorded: ToldItem | null; readonly replayed: ToldItem | null } | null;
}

export interface ReplayCheck {
  recorded(told: ToldItem): void;
  replayed(told: ToldItem): void;
  /** The verdict. Of a recording that ends early, more may be told than was recorded. */
  finish(end: RecordingEnd): ReplayComparison;
}

/** As it would read back from a recording: absent keys and `undefined` are the same there. */
const asRecorded = (told: ToldItem): unknown => decodeJson(encodeJson(told));

/** Compares in order; the two sides may run apart. Keeps only what has no partner yet. */
export const createReplayCheck = (): ReplayCheck => {
  const recorded: ToldItem[] = [];
  const replayed: ToldItem[] = [];
  let equal = 0;
  let difference: ReplayComparison['difference'] = null;

  const compare = (): void => {
    while (difference === null && recorded.length > 0 && replayed.length > 0) {
      const pair = { recorded: recorded.shift() ?? null, replayed: replayed.shift() ?? null };
      const [a, b] = [pair.recorded, pair.replayed].map((told) => told && asRecorded(told));
      if (isDeepStrictEqual(a, b)) equal += 1;
      else difference = pair;
    }
  };
  const take = (side: ToldItem[], told: ToldItem): void => {
    if (difference !== null) return;
    side.push(told);
    compare();
  };
  return {
    recorded: (told) => take(recorded, told),
    replayed: (told) => take(replayed, told),
    finish(end) {
      const more = end.state === 'cut' ? null : (replayed[0] ?? null);
      const left = { recorded: recorded[0] ?? null, replayed: more };
      if (difference === null && (left.recorded !== null || left.replayed !== null)) difference = left;
      return { equal, difference };
    },
  };
};
