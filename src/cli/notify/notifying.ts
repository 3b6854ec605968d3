/** Cues of a live session on their way to phones, and what the lifter is told about it: as little as possible. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { asyncScheduler, filter, observeOn, Subject, Subscription } from 'rxjs';
import { wants } from '../../alerts/phone/destination.ts';
import type { Notice } from '../../alerts/phone/notice.ts';
import { phone, type PhoneReport } from '../../alerts/phone/phone-sink.ts';
import type { SessionCommand } from '../session/inputs.ts';
import type { Told } from '../session/session.ts';
import type { PlannedDestination } from './destinations.ts';

export interface Notifying {
  told(told: Told): void;
  /** Somebody else may put the belt on. */
  command(athlete: string, command: SessionCommand): void;
  /** Waits a moment for what is on its way. Never throws. */
  close(): Promise<void>;
}

export interface NotifyingOptions {
  readonly destinations: readonly PlannedDestination[];
  readonly simulated: boolean;
  /** Session time now, s. */
  readonly nowS: () => number;
  readonly note: (text: string) => void;
  /** How long {@link Notifying.close} waits, ms. A lifter who ends a session does not wait longer than this. Default 3000. */
  readonly graceMs?: number;
}

const GRACE_MS = 3000;

/** Tells that a destination fails once, and that it works again. */
const createTeller = (name: string, note: (text: string) => void): ((report: PhoneReport) => void) => {
  let failing = false;
  return (report) => {
    if (report.type === 'failed' && !failing)
      note(`Warnings do not get through to ${name}: ${report.error}. The belt warns as ever.`);
    if (report.type === 'sent' && failing) note(`Warnings get through to ${name} again.`);
    if (report.type !== 'dropped') failing = report.type === 'failed';
  };
};

/** Resolves when the work is done or the grace is over. */
const within = async (graceMs: number, work: Promise<unknown>): Promise<void> => {
  const done = new AbortController();
  const late = delay(graceMs, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  done.abort();
};

export const startNotifying = (options: NotifyingOptions): Notifying => {
  const { destinations, simulated, nowS, note, graceMs = GRACE_MS } = options;
  const notices = new Subject<Notice>();
  const sending = new Subscription();
  /** Who wears the belt of an athlete now, where that is somebody else. */
  const wearers = new Map<string, string>();

  const ended = destinations.map(({ name, destination, wanted }) => {
    const reports = notices.pipe(
      filter(({ cue, athlete }) => wants(wanted, cue, athlete)),
      // Not in the same breath as the signal: the first request alone loads a library.
      observeOn(asyncScheduler),
      phone({ destination, nowMs: Date.now }),
    );
    const next = createTeller(name, note);
    return new Promise<void>((complete) => sending.add(reports.subscribe({ next, complete })));
  });

  return {
    told: ({ athlete: belt, output }) => {
      if (output.type !== 'cue') return;
      const { cue } = output;
      const athlete = wearers.get(belt) ?? belt;
      const atMs = Date.now() - (nowS() - cue.atS) * 1000;
      notices.next({ id: randomUUID(), atMs, athlete, simulated, cue });
    },
    command: (belt, command) => {
      if (command.type === 'athlete') wearers.set(belt, command.athlete);
    },
    close: async () => {
      notices.complete();
      await within(graceMs, Promise.all(ended));
      sending.unsubscribe();
    },
  };
};
