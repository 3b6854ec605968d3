/** `beltline show`: the sets and reps of a session, as an analysis shows them. */
import type { RepRecord, SessionRecord, SetRecord } from '../../domain/record.ts';
import type { SetSummary } from '../../domain/rep.ts';
import type { SessionContent } from '../../store/training.ts';
import { FOOTER, renderSet } from '../analysis/render.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { ALERT_WORDS } from '../../domain/words.ts';
import { type Ending, endingOf, NOT_ENDED } from './ending.ts';
import { findSession } from './find.ts';
import { type StoreOptions, withStore } from './locate.ts';
import { localTime } from './sessions.ts';

export interface ShowOptions extends StoreOptions {
  readonly json?: true;
}

const repsOf = (set: SetRecord, reps: readonly RepRecord[]): readonly RepRecord[] =>
  reps.filter((rep) => rep.set === set.set && rep.device === set.device);

const summaryOf = ({ startedUs }: SessionRecord, set: SetRecord, reps: readonly RepRecord[]): SetSummary => ({
  index: set.set,
  startS: (set.startUs - startedUs) / 1e6,
  endS: (set.endUs - startedUs) / 1e6,
  exercise: set.exercise,
  velocityLossPct: set.velocityLossPct,
  reps: repsOf(set, reps).map(({ rep }) => rep),
});

const ENDING_LINES: Readonly<Record<Ending, readonly string[]>> = {
  ended: [],
  running: ['It is running: what follows is what was kept until now.'],
  'not-ended': [`It has no end: ${NOT_ENDED}.`],
};

const renderSession = (
  session: SessionRecord & { readonly ending: Ending },
  content: SessionContent,
  nameOf: (slug: string) => string,
  style: Style,
): string => {
  const { sets, reps, alerts } = content;
  const kind = session.simulated ? ', simulated' : '';
  const began = localTime(session.startedUs, session.timeZone);
  const setLines = sets.flatMap((set) => {
    const load = set.loadKg === null ? 'load not said' : `${set.loadKg} kg`;
    return [
      style.dim(`${nameOf(set.athlete)}, ${set.exercise}, ${load}`),
      ...renderSet(summaryOf(session, set, reps), style),
    ];
  });
  const alertLines = alerts.map(({ atUs, kind: what, severity, set, rep }) => {
    const atS = ((atUs - session.startedUs) / 1e6).toFixed(2).padStart(9);
    const where = rep === null ? '' : ` (set ${set}, rep ${rep})`;
    return `${atS} s  ${style[severity](severity.toUpperCase().padEnd(5))}  ${ALERT_WORDS[what]}${where}`;
  });
  return `${[
    style.bold(`Session ${session.id}`),
    `${began} ${session.timeZone}${kind}${session.recording === null ? '' : `; recording ${session.recording}`}`,
    ...ENDING_LINES[session.ending],
    '',
    ...(sets.length === 0 ? ['No repetitions.', ''] : setLines),
    ...(alerts.length === 0 ? ['No alerts.'] : [style.bold('Alerts'), ...alertLines]),
    '',
    ...FOOTER.map(style.dim),
  ].join('\n')}\n`;
};

export const show = (wish: string, options: ShowOptions): Promise<void> =>
  withStore(options, (store) => {
    const found = findSession(store, wish);
    const session = { ...found, ending: endingOf(store, found) };
    const content = store.training.contentOf(session.id);
    const names = new Map(store.people.all().map(({ slug, name }) => [slug, name]));
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ session, ...content })}\n`
        : renderSession(session, content, (slug) => names.get(slug) ?? slug, styleFor(process.stdout)),
    );
  });
