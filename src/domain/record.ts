/**
 * What is kept of training: the nouns of the local database, of its exports and of the points in InfluxDB.
 *
 * Times are whole microseconds since 1970 UTC: exact in a double until the year 2255, and fine enough that no two events
 * of a lifter share one. They are computed once, when the event is kept, from the start of its session and its session
 * time; whoever needs them later reads them, so a point written twice is the same point.
 */
import type { AlertKind } from './alert.ts';
import type { Exercise } from './exercise.ts';
import type { Rep, Severity } from './rep.ts';

/** Whole microseconds since 1970 UTC. */
export type UnixUs = number;

const US_PER_S = 1e6;

/** When something of a session happened. @param atS session time, s */
export const toUnixUs = (startedUs: UnixUs, atS: number): UnixUs => startedUs + Math.round(atS * US_PER_S);

/** Making one costs more than a thousand uses of it. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The date of a moment where the lifter was, `2026-11-24`. @param timeZone IANA name */
export const localDay = (atUs: UnixUs, timeZone: string): string => {
  // Swedes write dates as ISO 8601 does.
  const calendar =
    calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  calendars.set(timeZone, calendar);
  return calendar.format(atUs / 1000);
};

/**
 * A name as it stands in tags, file names and addresses: lower-case ASCII letters, digits and `-`, 1 to 64 characters. It is
 * given once and kept: a lifter who changes the name on the screen keeps the slug.
 */
export type Slug = string;

const LONGEST_SLUG = 64;

/** The slug a name would get if nobody had it: `Änne K.` → `anne-k`; `fallback` where no letter is left. */
export const slugOf = (name: string, fallback: Slug): Slug => {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? fallback : plain;
};

/** One run of the service, with everybody who lifted in it. */
export interface SessionRecord {
  /** Sorts by start: `20261124t091500z-4f2a`. A slug. */
  readonly id: string;
  readonly startedUs: UnixUs;
  /** `null` while it runs, and for one that was cut off. */
  readonly endedUs: UnixUs | null;
  /** IANA name. */
  readonly timeZone: string;
  /** What kept it, with its version. */
  readonly software: string;
  /** The lifter was a virtual one. */
  readonly simulated: boolean;
  /** The recording beside it, as a path; `null` without one. */
  readonly recording: string | null;
}

/** What every event of a lift says of whose and what it is. */
interface LiftFacts {
  readonly sessionId: string;
  readonly athlete: Slug;
  readonly exercise: Exercise;
  /** Slug of the serial number of the sensor on the belt. */
  readonly device: Slug;
  /** 1-based within the session and belt. */
  readonly set: number;
}

export interface RepRecord extends LiftFacts {
  readonly liftOffUs: UnixUs;
  /** On the bar at lift-off, kg; `null` where nobody said. */
  readonly loadKg: number | null;
  readonly rep: Rep;
  /** Lift-off curve for later corridors, degrees over hip rise; `null` where none could be drawn. */
  readonly curve: readonly number[] | null;
}

export interface SetRecord extends LiftFacts {
  /** Lift-off of its first rep. */
  readonly startUs: UnixUs;
  readonly endUs: UnixUs;
  /** Of its first rep, kg. */
  readonly loadKg: number | null;
  readonly reps: number;
  /** Mean velocity of its fastest rep, of all of them on average, and of the last, m/s. */
  readonly bestVelocityMps: number;
  /** 95 % half-width of the first. */
  readonly bestVelocityErrorMps: number;
  readonly meanVelocityMps: number;
  readonly lastVelocityMps: number;
  /** From the fastest rep to the last, per cent. */
  readonly velocityLossPct: number;
  /** What was lifted in all its reps together, kg; `null` where a load is not known. */
  readonly volumeKg: number | null;
  /** Largest excursion of its reps, degrees; one of both at most is known. */
  readonly worstProxyDeg: number | null;
  readonly worstMeasuredDeg: number | null;
  readonly amberReps: number;
  readonly redReps: number;
  /** Days since the heavy day before this one for the same lift; `null` if this is no heavy set or there was none before. */
  readonly daysSinceHeavy: number | null;
}

export interface AlertRecord extends LiftFacts {
  readonly atUs: UnixUs;
  readonly kind: AlertKind;
  readonly severity: Exclude<Severity, 'none'>;
  /** `null` outside a rep. `set` is 0 outside a set. */
  readonly rep: number | null;
}

/** How a device is doing: once in a while and whenever its link ends. */
export interface DeviceHealthRecord {
  readonly device: Slug;
  readonly atUs: UnixUs;
  readonly batteryPct: number | null;
  readonly batteryV: number | null;
  /** Strength of its signal as last heard, dBm. */
  readonly rssiDbm: number | null;
  /** Samples that came since the report before. */
  readonly samples: number;
  /** Samples that were missed since the report before and have not come later. */
  readonly lostSamples: number;
  /** Links that ended since the report before. */
  readonly linkLosses: number;
  /** Longest time a batch took from its last sample to the session, ms; `null` without batches. */
  readonly latencyMs: number | null;
}

/** What is kept, event by event. A later one with the same key replaces the earlier: keys are those of its time. */
export type TrainingRecord =
  | { readonly type: 'rep'; readonly record: RepRecord }
  | { readonly type: 'set'; readonly record: SetRecord }
  | { readonly type: 'alert'; readonly record: AlertRecord }
  | { readonly type: 'device-health'; readonly record: DeviceHealthRecord };

/** One day of one lift at one load. */
export interface TrendPoint {
  /** ISO date where the lifter was, `2026-11-24`. */
  readonly day: string;
  readonly loadKg: number | null;
  /** Mean velocity of the fastest rep at that load on that day, and its 95 % half-width, m/s. */
  readonly bestVelocityMps: number;
  readonly velocityErrorMps: number;
  readonly reps: number;
  readonly volumeKg: number | null;
  /** Largest excursion, degrees; the two are different quantities. */
  readonly worstProxyDeg: number | null;
  readonly worstMeasuredDeg: number | null;
}
