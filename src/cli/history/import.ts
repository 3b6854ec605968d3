/** `beltline import`: what another store exported, into this one. What is here already stays as it is. */
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { BeltlineError } from '../../domain/error.ts';
import type { RepRecord, SetRecord, TrainingRecord } from '../../domain/record.ts';
import { openStore, type Store } from '../../store/store.ts';
import type { SessionContent } from '../../store/training.ts';
import { recordsOf } from './records.ts';
import { locateStore, type StoreOptions } from './locate.ts';
import { type TrainingExport, trainingSchema } from './format.ts';

export interface Imported {
  readonly added: number;
  readonly known: number;
  /** Records that differ from those with the same key here; they were not taken. */
  readonly different: readonly string[];
}

const MOST_SHOWN = 5;

const refuse = (file: string, message: string, cure: string, cause?: unknown): BeltlineError =>
  new BeltlineError('bad-input', message, { place: { file }, cure, cause });

/** Reads and checks a file; throws with everything that is wrong, the first few of it by place. */
export const readExport = async (file: string): Promise<TrainingExport> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new BeltlineError('unreadable', 'cannot read this file.', { place: { file }, cause });
  });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw refuse(file, 'this is not JSON.', 'Give what `beltline export all --format json` wrote.', cause);
  }
  const checked = trainingSchema.safeParse(raw);
  if (checked.success) return checked.data;
  const { issues } = checked.error;
  const lines = issues
    .slice(0, MOST_SHOWN)
    .map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  const more = issues.length > MOST_SHOWN ? `\n  and ${issues.length - MOST_SHOWN} more` : '';
  throw refuse(
    file,
    `this is no export of training:\n${lines.join('\n')}${more}\nNothing was imported.`,
    'Give what `beltline export all --format json` wrote.',
  );
};

type Entry = TrainingExport['sessions'][number];

const keyOf = (one: TrainingRecord): string => {
  switch (one.type) {
    case 'rep':
      return `set ${one.record.set} rep ${one.record.rep.index} of ${one.record.device}`;
    case 'set':
      return `set ${one.record.set} of ${one.record.device}`;
    case 'alert':
      return `${one.record.kind} of ${one.record.device} at ${one.record.atUs}`;
    default:
      return `health of ${one.record.device} at ${one.record.atUs}`;
  }
};

const byKey = (records: readonly TrainingRecord[]): Map<string, TrainingRecord> =>
  new Map(records.map((one) => [keyOf(one), one]));

/** What is here of a session, what was taken back in it too: an import must not bring that to life again. */
const hereOf = (store: Store, sessionId: string): Map<string, TrainingRecord> => {
  const content = store.training.contentOf(sessionId);
  const reps = [...content.reps, ...store.training.withdrawnReps(sessionId)];
  const alerts = [...content.alerts, ...store.training.withdrawnAlerts(sessionId)];
  return byKey(recordsOf({ ...content, reps, alerts }));
};

const hasRepOf = (reps: readonly RepRecord[], { device, set }: SetRecord): boolean =>
  reps.some((rep) => rep.device === device && rep.set === set);

/** A set whose reps were all taken out here is gone here too. */
const withoutGoneSets = (entry: Entry, store: Store): SessionContent => {
  const { id } = entry.session;
  const gone = store.training.withdrawnReps(id);
  const left = store.training.contentOf(id).reps;
  return { ...entry, sets: entry.sets.filter((set) => !hasRepOf(gone, set) || hasRepOf(left, set)) };
};

/** Everything or nothing. */
export const importTraining = (store: Store, given: TrainingExport): Imported =>
  store.transaction(() => {
    let added = 0;
    let known = 0;
    const different: string[] = [];
    const take = (
      records: readonly TrainingRecord[],
      here: ReadonlyMap<string, TrainingRecord>,
      of: string,
    ): void => {
      for (const one of records) {
        const mine = here.get(keyOf(one));
        if (mine === undefined) {
          store.keep([one], []);
          added += 1;
        } else if (isDeepStrictEqual(mine.record, one.record)) known += 1;
        else different.push(`${of}: ${keyOf(one)}`);
      }
    };
    for (const athlete of given.athletes) store.people.add(athlete);
    for (const entry of given.sessions) {
      store.sessions.add(entry.session);
      const here = hereOf(store, entry.session.id);
      take(recordsOf(withoutGoneSets(entry, store)), here, entry.session.id);
    }
    const mine = store.training.health(0, Number.MAX_SAFE_INTEGER);
    const [theirs, ours] = [given.deviceHealth, mine].map((list) =>
      list.map((record) => ({ type: 'device-health' as const, record })),
    );
    take(theirs, byKey(ours), 'devices');
    return { added, known, different };
  });

export const importFile = async (file: string, options: StoreOptions): Promise<void> => {
  const given = await readExport(file);
  const located = await locateStore(options);
  const store = openStore(located.file);
  try {
    const { added, known, different } = importTraining(store, given);
    process.stdout.write(`${added} records imported, ${known} were here already.\n`);
    if (different.length === 0) return;
    process.stdout.write(
      `${different.length} differ from what is here and were left alone:\n${different
        .slice(0, MOST_SHOWN)
        .map((line) => `  ${line}\n`)
        .join('')}`,
    );
  } finally {
    store.close();
  }
};
