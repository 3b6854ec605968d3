/** What `beltline edit` says and does at the terminal. */
import { BeltlineError } from '../../domain/error.ts';
import { type EditWhat, type EditWhere, editSession } from './edit.ts';
import { findSession } from './find.ts';
import { type StoreOptions, withStore } from './locate.ts';

export interface EditOptions extends StoreOptions, EditWhere, EditWhat {
  /** Everything is meant, and known to be. */
  readonly all?: true;
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export const edit = (wish: string, options: EditOptions): Promise<void> =>
  withStore(options, (store, { loaded }) => {
    const { device, set, rep, load, exercise } = options;
    if (load === undefined && exercise === undefined && options.delete === undefined) {
      throw new BeltlineError('usage', 'nothing to change.', {
        cure: 'Give --load, --exercise or --delete.',
      });
    }
    if (rep !== undefined && set === undefined) {
      throw new BeltlineError('usage', 'which set has that rep?', { cure: 'Give --set too.' });
    }
    if (options.delete === true && set === undefined && options.all === undefined) {
      throw new BeltlineError('usage', 'that would take out the whole session.', {
        cure: 'Name a set with --set, or say --all.',
      });
    }
    const session = findSession(store, wish);
    const toInflux = loaded?.config.influx !== undefined;
    const where = {
      ...(device === undefined ? {} : { device }),
      ...(set === undefined ? {} : { set }),
      ...(rep === undefined ? {} : { rep }),
    };
    const what = {
      ...(load === undefined ? {} : { load }),
      ...(exercise === undefined ? {} : { exercise }),
      ...(options.delete === undefined ? {} : { delete: true as const }),
    };
    const done = editSession(store, session.id, where, what, toInflux);
    const verb = options.delete === true ? 'taken out' : 'changed';
    const follow = done.lines === 0 ? '' : ` ${plural(done.lines, 'line')} will follow to InfluxDB.`;
    process.stdout.write(`${plural(done.reps, 'rep')} in ${plural(done.sets, 'set')} ${verb}.${follow}\n`);
  });
