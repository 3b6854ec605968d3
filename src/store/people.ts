/** Athletes and their slugs. A slug is given once, with the first thing that is kept of somebody, and never changes. */
import { type Slug, slugOf } from '../domain/record.ts';
import type { Database } from './database.ts';
import { textIn } from './rows.ts';

export interface StoredAthlete {
  readonly slug: Slug;
  readonly name: string;
}

export interface People {
  /** The slug of a name; made if nobody has it. */
  slugFor(name: string): Slug;
  all(): readonly StoredAthlete[];
  /** Somebody whose slug was given elsewhere, by an import. Known ones stay as they are. */
  add(athlete: StoredAthlete): void;
}

const INSERT = 'INSERT INTO athletes (slug, name) VALUES (@slug, @name)';

export const createPeople = (db: Database): People => {
  const taken = (slug: Slug): boolean =>
    db.sql('SELECT slug FROM athletes WHERE slug = @slug').get({ slug }) !== undefined;

  /** `anna`, `anna-2`, `anna-3`: two people may share what is left of their names. */
  const freeSlug = (name: string): Slug => {
    const plain = slugOf(name, 'athlete');
    let slug = plain;
    for (let n = 2; taken(slug); n += 1) slug = `${plain.slice(0, 56)}-${n}`;
    return slug;
  };

  return {
    slugFor: (name) =>
      db.transaction(() => {
        const known = db.sql('SELECT slug FROM athletes WHERE name = @name').get({ name });
        if (known !== undefined) return textIn(known, 'slug');
        const slug = freeSlug(name);
        db.sql(INSERT).run({ slug, name });
        return slug;
      }),
    all: () =>
      db
        .sql('SELECT slug, name FROM athletes ORDER BY slug')
        .all()
        .map((row) => ({ slug: textIn(row, 'slug'), name: textIn(row, 'name') })),
    add: ({ slug, name }) =>
      db.transaction(() => {
        if (taken(slug)) return;
        const clash = db.sql('SELECT slug FROM athletes WHERE name = @name').get({ name }) !== undefined;
        db.sql(INSERT).run({ slug, name: clash ? slug : name });
      }),
  };
};
