/**
 * What server and page say to each other over the WebSocket, as JSON texts, one message each. Types only: the page ships
 * without a schema library; the server checks whatever comes from outside (`server/client-message.ts`).
 *
 * Units: s of session time, m, m/s, kg, degrees; `null` where something is not known.
 */
import type { Exercise } from '../domain/exercise.ts';
import type { LiftCommand } from '../domain/command.ts';
import type { CueKind } from '../domain/cue.ts';
import type { MonitoringState, SetUpReason, SetUpState } from '../domain/event.ts';
import type { TrendPoint } from '../domain/record.ts';
import type { Rep, Severity } from '../domain/rep.ts';
import type { RepTrace } from '../domain/trace.ts';

/** Changes when an old page could not understand a new server. */
export const PROTOCOL = 2;

/** What a token allows: to look and to change, or only to look. */
export type WebRole = 'lifter' | 'viewer';

export type LinkPlace = 'belt' | 'thoracic' | 'buzzer';

export interface LinkView {
  /** Name of the slot. */
  readonly id: string;
  readonly place: LinkPlace;
  readonly state: 'searching' | 'connecting' | 'connected' | 'lost';
  /** Why it is not connected, one sentence with a cure where one is known. */
  readonly trouble: string | null;
  readonly batteryPct: number | null;
}

/** A rep as the page shows it; of one that is going on only live values are there. */
export type RepView = Rep;

export interface SetView {
  /** 1-based within the session. */
  readonly index: number;
  readonly exercise: Exercise;
  readonly loadKg: number | null;
  readonly reps: readonly RepView[];
  readonly velocityLossPct: number;
  /** `true` once the set is closed: the debrief. */
  readonly closed: boolean;
}

/** The latest thing the lifter has to be told, full screen. */
export interface WarningView {
  /** Rises with every warning of the session. */
  readonly id: number;
  readonly atS: number;
  readonly kind: CueKind;
  readonly severity: Severity;
  /** In the words of the gym, short enough for three metres. */
  readonly text: string;
  readonly set: number | null;
  readonly rep: number | null;
}

/** One belt and whoever wears it. */
export interface LifterView {
  /** Name of the belt's place in the session; stays, whoever wears it. */
  readonly id: string;
  readonly athlete: string;
  readonly exercise: Exercise;
  readonly loadKg: number | null;
  readonly muted: boolean;
  readonly monitoring: MonitoringState;
  /** Before the pull; `null` when it says nothing now. */
  readonly setUp: { readonly state: SetUpState; readonly reasons: readonly SetUpReason[] } | null;
  /** Lift-off of the rep that is going on, as seen; `null` between reps. */
  readonly liftOffS: number | null;
  /** The latest warning of a pull was no rep's: it is taken back, visibly. */
  readonly withdrawn: boolean;
  /** The set that is going on, or the last one. */
  readonly set: SetView | null;
  /** Limits of the velocity loss in a set, per cent. */
  readonly lossLimitsPct: { readonly amber: number; readonly red: number };
  readonly links: readonly LinkView[];
}

/**
 * How a lifter moved at one moment: session time, s; forward lean of the belt, degrees; upward velocity of the bar, m/s;
 * lower back of the rep that is going on, degrees. An array, because there are twenty a second.
 */
export type MotionPoint = readonly [
  atS: number,
  pitchDeg: number | null,
  velocityMps: number,
  excursionDeg: number | null,
];

/** What a guided demo tells of the lifter, besides what Beltline finds. */
export interface StoryView {
  readonly title: string;
  readonly text: string;
  /** 1-based chapter, and how many there are. */
  readonly chapter: number;
  readonly chapters: number;
}

/** All that holds in a session now. */
export interface SessionView {
  /** Session time, s. */
  readonly atS: number;
  readonly lifters: readonly LifterView[];
  /** `null` where real people lift. */
  readonly story: StoryView | null;
}

export type ServerMessage =
  /** The first one: the token was taken. */
  | {
      readonly type: 'welcome';
      readonly protocol: typeof PROTOCOL;
      readonly role: WebRole;
      readonly version: string;
      /** A virtual lifter; the page says so, always. */
      readonly simulated: boolean;
      readonly athletes: readonly string[];
      readonly exercises: readonly Exercise[];
    }
  /** Everything that holds now. Sent on connecting and after changes, at most twenty times a second. */
  | ({ readonly type: 'state' } & SessionView)
  /** How a lifter moves, as it is found: a few points at a time. Left out for a page that cannot keep up. */
  | { readonly type: 'motion'; readonly lifter: string; readonly points: readonly MotionPoint[] }
  /** At once, before the state that follows. */
  | { readonly type: 'warning'; readonly lifter: string; readonly warning: WarningView }
  /** Answers the command with that id. `why` is a sentence for the lifter. */
  | { readonly type: 'answer'; readonly id: number; readonly ok: boolean; readonly why: string | null };

/** What the lifter may do from the page. */
export type PageCommand =
  | LiftCommand
  /** Feel the buzz. */
  | { readonly type: 'buzz' };

export type ClientMessage =
  /** The first one, within a deadline; anything else closes the connection. */
  | { readonly type: 'hello'; readonly protocol: number; readonly token: string }
  | { readonly type: 'command'; readonly id: number; readonly lifter: string; readonly command: PageCommand };

/**
 * Over HTTP, with `Authorization: Bearer TOKEN`, JSON: the record of training, and what is too much for the live view.
 * `GET /api/sessions`, `GET /api/sessions/ID`, `GET /api/lifts`, `GET /api/trends?athlete=SLUG&exercise=NAME`,
 * `GET /api/traces?lifter=ID`.
 */
export interface SessionListItem {
  readonly id: string;
  /** ISO 8601 with offset. */
  readonly startedAt: string;
  readonly simulated: boolean;
  /** `false`: it runs, or was cut off. */
  readonly ended: boolean;
  /** It is known to run: something of it was kept within the last two minutes. Never with `ended`. */
  readonly running: boolean;
  readonly athletes: readonly string[];
  readonly exercises: readonly Exercise[];
  readonly sets: number;
  readonly reps: number;
  /** Heaviest load, kg. */
  readonly heaviestKg: number | null;
}

export interface SessionDetail extends SessionListItem {
  readonly setsOf: readonly (SetView & { readonly athlete: string })[];
}

export interface Trends {
  readonly athlete: string;
  readonly exercise: Exercise;
  readonly points: readonly TrendPoint[];
}

/** The motion of every rep of the set that the live view shows. */
export interface SetTraces {
  /** Index of the set, as in {@link SetView}. */
  readonly set: number;
  readonly reps: readonly { readonly index: number; readonly trace: RepTrace }[];
}
