/**
 * What the live samples on both sides of a loss tell of the time between them. A sensor samples on whatever becomes of its
 * clock, so where ticks say nothing (the clock was replaced meanwhile) the index does.
 */

/** A live sample. */
export interface LiveSample {
  readonly index: number;
  /** Session time, s. */
  readonly timeS: number;
}

export interface Bridges {
  /** A live frame, by its first and last sample. */
  live(first: LiveSample, last: LiveSample): void;
  /**
   * Session time of a sample that was not heard live: what its tick says where that lies between its neighbours, else by
   * its index. The tick's word alone where there is no live sample before it.
   */
  timeOf(index: number, tickS: number | null): number | null;
  /** Another stream counts anew. */
  clear(): void;
}

/** More losses than this are a broken radio; the oldest are forgotten, so that memory stays bounded. */
const MOST = 256;

interface Bridge {
  readonly from: LiveSample;
  readonly to: LiveSample;
}

const along = ({ from, to }: Bridge, index: number): number =>
  from.timeS + ((to.timeS - from.timeS) * (index - from.index)) / (to.index - from.index);

export const createBridges = (): Bridges => {
  let bridges: Bridge[] = [];
  let latest: LiveSample | null = null;
  return {
    live: (first, last) => {
      if (latest !== null && first.index > latest.index + 1)
        bridges = [...bridges, { from: latest, to: first }].slice(-MOST);
      latest = last;
    },
    timeOf: (index, tickS) => {
      const bridge = bridges.find(({ from, to }) => index > from.index && index < to.index);
      if (bridge === undefined) return tickS;
      const fits = tickS !== null && tickS > bridge.from.timeS && tickS < bridge.to.timeS;
      return fits ? tickS : along(bridge, index);
    },
    clear: () => {
      bridges = [];
      latest = null;
    },
  };
};
