/** `beltline sessions`: what was lifted, session by session. */
import type { SessionSummary } from '../../store/sessions.ts';
import { type Style, styleFor } from '../analysis/style.ts';
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

const duration = ({ startedUs, endedUs }: SessionSummary): string =>
  endedUs === null ? '–' : `${Math.round((endedUs - startedUs) / 60e6)} min`;

const row = (session: SessionSummary): string => {
  const { id, startedUs, timeZone, athletes, exercises, sets, reps, heaviestKg, simulated } = session;
  const cells = [
    id.padEnd(22),
    localTime(startedUs, timeZone).padEnd(17),
    duration(session).padStart(8),
    String(sets).padStart(5),
    String(reps).padStart(6),
    (heaviestKg === null ? '–' : `${heaviestKg} kg`).padStart(9),
  ].join(' ');
  return `${cells}  ${athletes.join(', ')}: ${exercises.join(', ')}${simulated ? ' (simulated)' : ''}`.trimEnd();
};

const HEAD = `${'session'.padEnd(22)} ${'began'.padEnd(17)} ${'lasted'.padStart(8)} ${'sets'.padStart(5)} ${'reps'.padStart(6)} ${'heaviest'.padStart(9)}`;

export const renderSessions = (list: readonly SessionSummary[], style: Style): string =>
  list.length === 0
    ? 'No session was kept yet.\n'
    : `${[style.bold(HEAD), ...list.map(row), '', style.dim('beltline show SESSION tells its sets; "last" is the newest.')].join('\n')}\n`;

export const sessions = (options: SessionsOptions): Promise<void> =>
  withStore(options, (store) => {
    const { athlete, limit, json } = options;
    const list = store.sessions.list({
      limit,
      ...(athlete === undefined ? {} : { athlete: findAthlete(store, athlete) }),
    });
    process.stdout.write(
      json === true ? `${JSON.stringify(list)}\n` : renderSessions(list, styleFor(process.stdout)),
    );
  });
