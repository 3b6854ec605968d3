/** The sub-commands of `beltline influx`; each resolves with its exit code. */
import type { InfluxSettings } from '../../influx/settings.ts';
import type { Store } from '../../store/store.ts';
import { EXIT } from '../errors.ts';
import { locateStore, openExisting, type StoreOptions } from '../history/locate.ts';
import { fill } from './fill.ts';
import { push } from './push.ts';
import { neededSettings } from './settings.ts';
import { influxStatus, listDead } from './status.ts';
import { pointsWords } from './words.ts';

/** Options as commander hands them over. */
export interface InfluxCommandOptions extends StoreOptions {
  readonly for?: number;
  readonly limit?: number;
}

interface Work {
  readonly store: Store;
  readonly settings: InfluxSettings;
  readonly options: InfluxCommandOptions;
  readonly say: (line: string) => void;
}

const PUSH = 'run `beltline influx push`, or start the next session';

/** Aborts after so long, or when somebody presses Ctrl-C. */
const stopAfter = (seconds: number): AbortSignal => {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  setTimeout(abort, seconds * 1000).unref();
  return stop.signal;
};

const COMMANDS = {
  status: ({ store, settings, say }: Work) => influxStatus(settings, store.outbox, say),
  push: ({ store, settings, options, say }: Work) =>
    push({ settings, outbox: store.outbox, stop: stopAfter(options.for ?? 60), say }),
  dead: async ({ store, options, say }: Work) => {
    listDead(store.outbox, options.limit ?? 20, say);
    return EXIT.done;
  },
  retry: async ({ store, say }: Work) => {
    const count = store.outbox.retry();
    say(
      count === 0
        ? 'InfluxDB has refused nothing.'
        : `${pointsWords(count)} back in the queue; to send: ${PUSH}.`,
    );
    return EXIT.done;
  },
  fill: async ({ store, say }: Work) => {
    say(`${pointsWords(fill(store))} put into the queue; to send: ${PUSH}.`);
    return EXIT.done;
  },
} as const;

export type InfluxCommand = keyof typeof COMMANDS;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const runInflux = async (name: InfluxCommand, options: InfluxCommandOptions): Promise<number> => {
  const { file, loaded } = await locateStore(options);
  const settings = neededSettings(loaded);
  const store = openExisting(file);
  try {
    return await COMMANDS[name]({ store, settings, options, say });
  } finally {
    store.close();
  }
};
