/**
 * `beltline edit`: corrects what was kept wrongly: the load nobody told, the wrong lift, a rep that was none. What changes
 * in InfluxDB follows through the outbox, in the same transaction.
 */
import { BeltlineError } from '../../domain/error.ts';
import type { Exercise } from '../../domain/exercise.ts';
import type { AlertRecord, RepRecord, SetRecord } from '../../domain/record.ts';
import { velocityLossPct } from '../../domain/rep.ts';
import { summariseSet } from '../../domain/set-record.ts';
import { linesFor } from '../../influx/points.ts';
import { heavyBefore } from '../keep/heavy.ts';
import type { Store } from '../../store/store.ts';
import type { SessionContent } from '../../store/training.ts';
import { recordsOf } from './records.ts';

/** Which part of a session; all of it without a set. */
export interface EditWhere {
  /** Slug of the belt, where several were worn: each counts its own sets. */
  readonly device?: string;
  readonly set?: number;
  readonly rep?: number;
}

export interface EditWhat {
  /** kg. */
  readonly load?: number;
  readonly exercise?: Exercise;
  /** Takes it out. */
  readonly delete?: true;
}

export interface Edited {
  readonly reps: number;
  readonly sets: number;
  /** Lines that were put into the outbox. */
  readonly lines: number;
}

const sameSet = (a: { readonly device: string; readonly set: number }, b: typeof a): boolean =>
  a.device === b.device && a.set === b.set;

const isMeant =
  ({ device, set, rep }: EditWhere) =>
  (record: RepRecord): boolean =>
    (device === undefined || record.device === device) &&
    (set === undefined || record.set === set) &&
    (rep === undefined || record.rep.index === rep);

/** Days since the heavy day before, for a set as it is now. */
type Heavy = (first: RepRecord) => number | null;

/** A set made anew of the reps that are left; `null` if none is. */
const remade = (set: SetRecord, reps: readonly RepRecord[], heavy: Heavy): SetRecord | null => {
  const own = reps.filter((rep) => sameSet(rep, set));
  return own.length === 0 ? null : summariseSet(own, heavy(own[0]));
};

/** Losses against the fastest earlier rep that is left. */
const comparedAnew = (reps: readonly RepRecord[]): RepRecord[] => {
  const fastest = new Map<string, number>();
  return reps.map((record) => {
    const key = `${record.device} ${record.set}`;
    const { meanVelocityMps } = record.rep;
    const before = fastest.get(key) ?? 0;
    fastest.set(key, Math.max(before, meanVelocityMps));
    return { ...record, rep: { ...record.rep, velocityLossPct: velocityLossPct(before, meanVelocityMps) } };
  });
};

/** What the session is after the edit. */
const edited = (before: SessionContent, where: EditWhere, what: EditWhat, heavy: Heavy): SessionContent => {
  const meant = isMeant(where);
  const touched = before.reps.filter(meant);
  const left = before.reps.flatMap((rep) => {
    if (!meant(rep)) return [rep];
    if (what.delete === true) return [];
    const { loadKg, exercise } = rep;
    return [{ ...rep, loadKg: what.load ?? loadKg, exercise: what.exercise ?? exercise }];
  });
  const reps = what.delete === true ? comparedAnew(left) : left;
  const alerts = before.alerts.flatMap((alert): AlertRecord[] => {
    const of = touched.filter((rep) => sameSet(rep, alert));
    // An alert without a rep belongs to its whole set.
    const mine = of.find(({ rep }) => alert.rep === null || rep.index === alert.rep);
    if (mine === undefined) return [alert];
    if (what.delete === true) return alert.rep === null ? [alert] : [];
    return [{ ...alert, exercise: what.exercise ?? alert.exercise }];
  });
  const sets = before.sets.flatMap((set) => remade(set, reps, heavy) ?? []);
  return { reps, sets, alerts };
};

/** Reps of one set are one lift: a single one cannot be another. */
const refuseHalfSets = ({ rep }: EditWhere, { exercise }: EditWhat): void => {
  if (rep === undefined || exercise === undefined) return;
  throw new BeltlineError('usage', 'a single rep cannot be another lift than its set.', {
    cure: 'Leave --rep out.',
  });
};

const repKey = ({ device, set, rep }: RepRecord): string => `${device} ${set} ${rep.index}`;

const save = (store: Store, before: SessionContent, after: SessionContent): void => {
  const left = new Set(after.reps.map(repKey));
  for (const rep of before.reps) if (!left.has(repKey(rep))) store.training.withdrawRep(rep);
  for (const set of before.sets)
    if (!after.sets.some((one) => sameSet(one, set))) store.training.removeSet(set);
  const alerts = new Set(after.alerts.map(({ atUs, kind }) => `${atUs} ${kind}`));
  for (const alert of before.alerts)
    if (!alerts.has(`${alert.atUs} ${alert.kind}`)) store.training.withdrawAlert(alert);
  for (const record of recordsOf(after)) store.training.put(record);
};

/** Sets are counted belt by belt: a number alone may mean several. */
const refuseSeveralBelts = ({ device, set }: EditWhere, touched: readonly RepRecord[]): void => {
  const belts = [...new Set(touched.map((rep) => rep.device))];
  if (set === undefined || device !== undefined || belts.length < 2) return;
  throw new BeltlineError('usage', `set ${set} was lifted with ${belts.length} belts.`, {
    cure: `Say which with --device: ${belts.join(', ')}.`,
  });
};

/** @param toInflux whether an InfluxDB is to follow */
export const editSession = (
  store: Store,
  sessionId: string,
  where: EditWhere,
  what: EditWhat,
  toInflux: boolean,
): Edited => {
  refuseHalfSets(where, what);
  return store.transaction(() => {
    const before = store.training.contentOf(sessionId);
    const touched = before.reps.filter(isMeant(where));
    if (touched.length === 0) {
      throw new BeltlineError('usage', 'there is no such rep in this session.', {
        cure: `\`beltline show ${sessionId}\` tells its sets and reps.`,
      });
    }
    refuseSeveralBelts(where, touched);
    const session = store.sessions.get(sessionId);
    const zone = session?.timeZone ?? 'UTC';
    const after = edited(before, where, what, (first) => heavyBefore(store, first, zone));
    save(store, before, after);
    const { linesOfChange } = linesFor({ simulated: session?.simulated ?? false });
    const lines = toInflux ? linesOfChange(recordsOf(before), recordsOf(after)) : [];
    store.outbox.put(lines);
    return {
      reps: touched.length,
      sets: before.sets.filter((set) => touched.some((rep) => sameSet(rep, set))).length,
      lines: lines.length,
    };
  });
};
