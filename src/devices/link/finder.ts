/** Finds the device of a link: listens for it, takes it before another link does, and waits for its turn to connect. */
import type { Subscription } from 'rxjs';
import type { LinkState } from './link-state.ts';
import type { Advertisement } from './radio.ts';
import type { SharedRadio } from './shared-radio.ts';
import { mayBe, type WantedDevice } from './wanted.ts';

export interface Finder {
  /** Does what a state of the connection asks for; `busy` while the radio still makes a connection for this link. */
  follow(state: LinkState, busy: boolean): void;
  /** It is this one: no other will do any more. */
  pin(id: string): void;
  /** It is not this one: leave it alone until then, ms of the radio's clock. */
  shun(id: string, untilMs: number): void;
}

export interface FinderEvents {
  readonly onHeard: (ad: Advertisement) => void;
  readonly onTurn: () => void;
}

export const createFinder = (shared: SharedRadio, wanted: WantedDevice, events: FinderEvents): Finder => {
  const { radio, turnstile, claims } = shared;
  const shunned = new Map<string, number>();
  const owner = {};
  let pinned: string | null = null;
  let leaveTurn: (() => void) | null = null;
  let listening: Subscription | null = null;

  const isWanted = (ad: Advertisement): boolean => {
    if (pinned !== null && ad.id !== pinned) return false;
    if ((shunned.get(ad.id) ?? -Infinity) > radio.nowMs()) return false;
    return claims.free(ad.id, owner) && mayBe(wanted, ad);
  };

  const listen = (on: boolean): void => {
    if (on === (listening !== null)) return;
    listening?.unsubscribe();
    listening = on
      ? radio.advertisements.subscribe((ad) => {
          if (isWanted(ad)) events.onHeard(ad);
        })
      : null;
  };

  const queue = (state: LinkState, busy: boolean): void => {
    if (busy || state.value === 'connecting') return;
    if (state.value === 'waiting') {
      leaveTurn ??= turnstile.enter(events.onTurn);
      return;
    }
    leaveTurn?.();
    leaveTurn = null;
  };

  const claimed = (state: LinkState): string | null => {
    if (state.value === 'closed') return null;
    return 'id' in state ? state.id : pinned;
  };

  return {
    follow: (state, busy) => {
      claims.claim(claimed(state), owner);
      queue(state, busy);
      listen(state.value === 'scanning' || state.value === 'waiting');
    },
    pin: (id) => {
      pinned = id;
    },
    shun: (id, untilMs) => {
      shunned.set(id, untilMs);
    },
  };
};
