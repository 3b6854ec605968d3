import { createRandom, type Random } from '../random.ts';
import { Link, type LinkEnd, type LinkMedium, type LinkParameters } from './link.ts';
import { realTimers, type Cancel, type Timers } from './timers.ts';

export interface AirOptions {
  /**
   * Connection interval, ms. `'requested'`: what the central asked for, as on a real radio; 0: no interval, packets
   * travel as fast as the event loop goes. Default 0.
   */
  readonly intervalMs?: number | 'requested';
  /** Packets per connection event and direction; ignored without an interval. Phones and adapters manage 4 … 6. */
  readonly packetsPerEvent?: number;
  /** Time between two advertisements of one advertiser, ms. Default 20, the shortest there is. */
  readonly advertisingIntervalMs?: number;
  /** Chance in [0, 1] that a packet is not heard: delays data, drops advertisements. Default 0. */
  readonly loss?: number;
  readonly random?: Random;
  readonly timers?: Timers;
}

/** What an advertiser says, in the bytes of Core Spec Supplement Part A. At most 31 bytes each. */
export interface Advertising {
  readonly data: Uint8Array;
  /** Told to scanners that ask for it; `null`: not scannable. */
  readonly scanResponse: Uint8Array | null;
  readonly connectable: boolean;
}

export interface Advertiser extends LinkEnd {
  /** A central connects; advertising has stopped already. */
  linkUp(link: Link): void;
}

/** What a central wants to connect to. */
export interface Initiation {
  readonly address: string;
  readonly parameters: LinkParameters;
  readonly onLinkUp: (link: Link) => void;
}

/** Called once per advertisement heard. */
export type Listener = (from: Advertiser, advertising: Advertising) => void;

/**
 * The medium all virtual radios share: who advertises, who listens, who is connected to whom. Nothing here keeps
 * time while nobody listens and no link stands. {@link close} ends everything.
 */
export class Air implements LinkMedium {
  readonly timers: Timers;
  readonly random: Random;
  readonly packetsPerEvent: number;
  readonly advertisingIntervalMs: number;
  #intervalMs: number | 'requested';
  /** Chance in [0, 1] that a packet is not heard; may be changed at any time. */
  loss: number;
  readonly #advertisers = new Map<Advertiser, Advertising>();
  readonly #scanners = new Map<LinkEnd, Listener>();
  readonly #initiators = new Map<LinkEnd, Initiation>();
  readonly #muted = new Set<LinkEnd>();
  readonly #links = new Set<Link>();
  #tick: Cancel | null = null;
  #closed = false;

  constructor(options: AirOptions = {}) {
    this.timers = options.timers ?? realTimers;
    this.random = options.random ?? createRandom(1).fork('air');
    this.packetsPerEvent = options.packetsPerEvent ?? 6;
    this.advertisingIntervalMs = options.advertisingIntervalMs ?? 20;
    this.#intervalMs = options.intervalMs ?? 0;
    this.loss = options.loss ?? 0;
  }

  get intervalMs(): number | 'requested' {
    return this.#intervalMs;
  }

  /** Takes effect on standing links too. */
  set intervalMs(value: number | 'requested') {
    this.#intervalMs = value;
    for (const link of this.#links) link.replan();
  }

  get links(): readonly Link[] {
    return [...this.#links];
  }

  /** Starts or changes what `who` advertises; `null` stops it. */
  advertise(who: Advertiser, advertising: Advertising | null): void {
    if (advertising === null) this.#advertisers.delete(who);
    else this.#advertisers.set(who, advertising);
    this.#planTick();
  }

  isAdvertising(who: Advertiser): boolean {
    return this.#advertisers.has(who);
  }

  /** Starts listening for advertisements; `null` stops it. */
  scan(who: LinkEnd, listener: Listener | null): void {
    if (listener === null) this.#scanners.delete(who);
    else this.#scanners.set(who, listener);
    this.#planTick();
  }

  /** Connects `who` as soon as the peripheral wanted is heard; `null` gives up. */
  initiate(who: LinkEnd, wanted: Initiation | null): void {
    if (wanted === null) this.#initiators.delete(who);
    else this.#initiators.set(who, wanted);
    this.#planTick();
  }

  /** Out of range or shadowed by a body: neither heard nor hearing. Its links end by supervision timeout. */
  mute(who: LinkEnd, muted: boolean): void {
    if (muted) this.#muted.add(who);
    else this.#muted.delete(who);
    for (const link of this.#links) if (link.central === who || link.peripheral === who) link.replan();
  }

  isMuted(who: LinkEnd): boolean {
    return this.#muted.has(who);
  }

  /** Draws whether one packet gets lost. */
  loses(): boolean {
    return this.loss > 0 && this.random.chance(this.loss);
  }

  /** A link tells that it has ended. */
  forget(link: Link): void {
    this.#links.delete(link);
  }

  /** Ends every link without a word to its ends, and all advertising and listening. */
  close(): void {
    this.#closed = true;
    this.#tick?.();
    this.#tick = null;
    this.#advertisers.clear();
    this.#scanners.clear();
    this.#initiators.clear();
    for (const link of this.#links) link.down(null, null);
  }

  get #isBusy(): boolean {
    return this.#advertisers.size > 0 && this.#scanners.size + this.#initiators.size > 0;
  }

  #planTick(): void {
    if (this.#closed || this.#tick !== null || !this.#isBusy) return;
    this.#tick = this.timers.after(this.advertisingIntervalMs, () => {
      this.#tick = null;
      this.#advertisingEvent();
      this.#planTick();
    });
  }

  #advertisingEvent(): void {
    // Whoever starts advertising while this goes on waits for the next time.
    for (const [advertiser, advertising] of Array.from(this.#advertisers)) {
      if (this.isMuted(advertiser)) continue;
      this.#tell(advertiser, advertising);
      if (advertising.connectable) this.#connectTo(advertiser);
    }
  }

  #tell(advertiser: Advertiser, advertising: Advertising): void {
    this.#scanners.forEach((listener, scanner) => {
      if (this.#hears(scanner, advertiser)) listener(advertiser, advertising);
    });
  }

  #hears(who: LinkEnd, advertiser: Advertiser): boolean {
    return who.address !== advertiser.address && !this.isMuted(who) && !this.loses();
  }

  #connectTo(advertiser: Advertiser): void {
    for (const [central, wanted] of this.#initiators) {
      if (wanted.address !== advertiser.address || !this.#hears(central, advertiser)) continue;
      this.#initiators.delete(central);
      this.#advertisers.delete(advertiser);
      const link = new Link(this, central, advertiser, wanted.parameters);
      this.#links.add(link);
      wanted.onLinkUp(link);
      advertiser.linkUp(link);
      return;
    }
  }
}
