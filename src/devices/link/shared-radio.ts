/**
 * What the links on one radio share: the turn to connect, since a controller makes one connection at a time; who has
 * taken which device, so that two links never take the same; and the session's clock.
 */
import { quantise } from '../../domain/session-time.ts';
import type { Radio } from './radio.ts';

/** One at a time, in the order they came. */
export interface Turnstile {
  /**
   * Asks for the turn; `onTurn` is called, later, when it has come. Returns how to leave: it gives the turn back, or
   * the place in the queue.
   */
  enter(onTurn: () => void): () => void;
}

export const createTurnstile = (): Turnstile => {
  const queue: { readonly onTurn: () => void }[] = [];
  const callFirst = (): void => {
    const [first] = queue;
    queueMicrotask(() => {
      if (first !== undefined && queue[0] === first) first.onTurn();
    });
  };
  return {
    enter: (onTurn) => {
      const place = { onTurn };
      queue.push(place);
      if (queue.length === 1) callFirst();
      return () => {
        const at = queue.indexOf(place);
        if (at === -1) return;
        queue.splice(at, 1);
        if (at === 0) callFirst();
      };
    },
  };
};

/** Which link has taken which device, by the `id` of its advertisements. */
export interface Claims {
  /** May `owner` take the device? */
  free(id: string, owner: object): boolean;
  /** `owner` has taken this device and no other; `null` gives it back. */
  claim(id: string | null, owner: object): void;
}

export const createClaims = (): Claims => {
  const taken = new Map<object, string>();
  return {
    free: (id, owner) => [...taken].every(([other, claimed]) => other === owner || claimed !== id),
    claim: (id, owner) => {
      if (id === null) taken.delete(owner);
      else taken.set(owner, id);
    },
  };
};

export interface SharedRadio {
  readonly radio: Radio;
  readonly turnstile: Turnstile;
  readonly claims: Claims;
  /** Session time of a time of the radio's clock, s. */
  toSessionS(radioMs: number): number;
}

/** `originMs`: session time 0 on the radio's clock; default now. */
export const shareRadio = (radio: Radio, originMs: number = radio.nowMs()): SharedRadio => ({
  radio,
  turnstile: createTurnstile(),
  claims: createClaims(),
  // As recordings keep it, so that a replay computes with the very same times.
  toSessionS: (radioMs) => quantise((radioMs - originMs) / 1000),
});
