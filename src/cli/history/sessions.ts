/** `beltline sessions`: what was lifted, session by session. */
import type { SessionSummary } from '../../store/sessions.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { type Ending, endingOf, NOT_ENDED } from './ending.ts';
import { findAthlete } from './find.ts';
import { type StoreOptions, withStore } from './locate.ts';

export interface SessionsOptions extends StoreOptions {
  readonly athlete?: string;
  readonly limit: number;
  readonly json?: true;
}

/** `2026-11-24 09:15` where the lifter was. */
export const localTime = (atUs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(atUs / 1000);

/** A session in the list, and whether it is over. */
export type ListedSession = SessionSummary & { readonly ending: Ending };

const duration = ({ startedUs, endedUs, ending }: ListedSession): string =>
  endedUs === null ? ending.replace('-', ' ') : `${Math.round((endedUs - startedUs) / 60e6)} min`;

const row = (session: ListedSession): string => {
  const { id, startedUs, timeZone, athletes, exercises, sets, reps, heaviestKg, simulated } = session;
  const cells = [
    id.padEnd(22),
    localTime(startedUs, timeZone).padEnd(17),
    duration(session).padStart(9),
    String(sets).padStart(5),
    String(reps).padStart(6),
    (heaviestKg === null ? '–' : `${heaviestKg} kg`).padStart(9),
  ].join(' ');
  return `${cells}  ${athletes.join(', ')}: ${exercises.join(', ')}${simulated ? ' (simulated)' : ''}`.trimEnd();
};

const HEAD = `${'session'.padEnd(22)} ${'began'.padEnd(17)} ${'lasted'.padStart(9)} ${'sets'.padStart(5)} ${'reps'.padStart(6)} ${'heaviest'.padStart(9)}`;

const HINT = 'beltline show SESSION tells its sets; "last" is the newest.';

const renderSessions = (list: readonly ListedSession[], style: Style): string => {
  if (list.length === 0) return 'No session was kept yet.\n';
  const open = list.some(({ ending }) => ending === 'not-ended') ? [`not ended: ${NOT_ENDED}.`] : [];
  return `${[style.bold(HEAD), ...list.map(row), '', ...[...open, HINT].map(style.dim)].join('\n')}\n`;
};

export const sessions = (options: SessionsOptions): Promise<void> =>
  withStore(options, (store) => {
    const { athlete, limit, json } = options;
    const found = store.sessions.list({
      limit,
      ...(athlete === undefined ? {} : { athlete: findAthlete(store, athlete) }),
    });
    const list = found.map((session) => ({ ...session, ending: endingOf(store, session) }));
    process.stdout.write(
      json === true ? `${JSON.stringify(list)}\n` : renderSessions(list, styleFor(process.stdout)),
    );
  });
