/** What the lifter means by a session or an athlete. */
import { BeltlineError } from '../../domain/error.ts';
import type { SessionRecord, Slug } from '../../domain/record.ts';
import type { Store } from '../../store/store.ts';

const refuse = (store: Store, message: string, cure: string): never => {
  throw new BeltlineError('usage', message, { place: { file: store.file }, cure });
};

/** An id, its beginning, or `last`. */
export const findSession = (store: Store, wish: string): SessionRecord => {
  const list = store.sessions.list({ limit: wish === 'last' ? 1 : 100_000 });
  if (list.length === 0) return refuse(store, 'no session was kept yet.', '`beltline run` keeps one.');
  const found = wish === 'last' ? list : list.filter(({ id }) => id === wish || id.startsWith(wish));
  const exact = found.find(({ id }) => id === wish) ?? (found.length === 1 ? found[0] : undefined);
  const session = exact === undefined ? null : store.sessions.get(exact.id);
  if (session !== null) return session;
  return refuse(
    store,
    found.length === 0 ? `there is no session "${wish}".` : `"${wish}" could be ${found.length} sessions.`,
    '`beltline sessions` lists them.',
  );
};

/** A name or a slug. */
export const findAthlete = (store: Store, wish: string): Slug => {
  const all = store.people.all();
  const found = all.find(({ name, slug }) => name === wish || slug === wish);
  if (found !== undefined) return found.slug;
  return refuse(
    store,
    `nobody called "${wish}" was kept.`,
    all.length === 0
      ? '`beltline run` keeps what is lifted.'
      : `There is: ${all.map(({ name }) => name).join(', ')}.`,
  );
};
