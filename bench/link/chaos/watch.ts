/** Watches a link for states that outlast their deadline. */
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import type { LinkParams } from '../../../src/devices/link/link-params.ts';
import type { LinkState } from '../../../src/devices/link/link-state.ts';

/** How much later than its deadline a state may end on a busy machine before it counts as hung, ms. */
export const TOLERANCE_MS = 1000;

/** Longest stay in a state without anything happening, ms. */
const limitOf = (state: LinkState['value'], params: LinkParams): number => {
  const { graceMs } = params;
  switch (state) {
    case 'scanning':
      return params.scanMs;
    case 'waiting':
      return params.turnMs;
    case 'connecting':
      return params.connectMs + graceMs;
    case 'starting':
      return params.startMs + graceMs;
    case 'streaming':
      return params.silentMs;
    case 'dropping':
      return params.dropMs + graceMs;
    case 'backing-off':
      return params.backoffMaxMs;
    default:
      return Infinity;
  }
};

export interface Watch {
  take(item: LinkItem): void;
  /** Looks at the state that lasts still. */
  look(): void;
  readonly state: LinkState['value'];
  /** States that lasted longer than their deadline and {@link TOLERANCE_MS}. */
  readonly hangs: readonly string[];
  /** The greatest delay of all, ms. */
  readonly worstMs: number;
}

export const createWatch = (params: LinkParams): Watch => {
  const hangs: string[] = [];
  let state: LinkState['value'] = 'idle';
  let sinceMs = performance.now();
  let worstMs = 0;
  let told = false;

  const look = (): void => {
    const lateMs = performance.now() - sinceMs - limitOf(state, params);
    worstMs = Math.max(worstMs, lateMs);
    if (lateMs <= TOLERANCE_MS || told) return;
    told = true;
    hangs.push(state);
  };
  const renew = (): void => {
    look();
    sinceMs = performance.now();
    told = false;
  };

  return {
    take: (item) => {
      if (item.type === 'output' && item.output.type === 'samples') renew();
      if (item.type !== 'state') return;
      renew();
      ({ state } = item.report);
    },
    look,
    get state() {
      return state;
    },
    hangs,
    get worstMs() {
      return worstMs;
    },
  };
};
