/**
 * The radio process: loads noble and serves its parent. Ends with its parent, and when noble cannot be loaded; the
 * parent starts a new one.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createHost, type Host } from './host.ts';
import { readToHost, type FromHost, type ToHost } from './messages.ts';
import { loadNoble } from './noble.ts';
import { reasonOf } from '../reason.ts';

/** Where Linux lists its Bluetooth adapters. */
const ADAPTERS = '/sys/class/bluetooth';
/** How often an adapter is looked for that is not there, ms. */
const LOOK_MS = 2000;
const ALIVE_MS = 1000;
/** Why the process ended, for the parent's message. */
const EXIT = { parentGone: 0, unusable: 3 };

const send = (message: FromHost): void => {
  // The parent may have gone a moment ago; `disconnect` ends this process then.
  if (process.connected) process.send?.(message, () => {});
};

/** First why, then the state: whoever waits for the state has heard why by then. */
const absent = (text: string): void => {
  send({ type: 'warning', text });
  send({ type: 'adapter', adapter: 'absent' });
};

const hasAdapter = (): boolean =>
  process.platform !== 'linux' ||
  (existsSync(ADAPTERS) && readdirSync(ADAPTERS).some((name) => /^hci\d+$/.test(name)));

/** Importing noble without an adapter throws at best, so it waits for one. */
const awaitAdapter = async (): Promise<void> => {
  if (hasAdapter()) return;
  absent('There is no Bluetooth adapter. `beltline doctor` says what is missing.');
  while (!hasAdapter()) {
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
};

let host: Host | null = null;
/** Was a scan asked for before there was a host? */
let scanEarly = false;

const open = async ({ noble: name, lookForAdapter }: Extract<ToHost, { type: 'open' }>): Promise<void> => {
  if (lookForAdapter) await awaitAdapter();
  const noble = await loadNoble(name);
  host = createHost(noble, send);
  host.handle({ type: 'scan', on: scanEarly });
  // noble ends the process on SIGINT if it is the last to listen. The parent decides when it is over.
  setImmediate(() => process.on('SIGINT', () => {}));
};

const leave = (code: number): void => {
  const done = (): never => process.exit(code);
  if (host === null) done();
  else void host.close().finally(done);
};

process.on('message', (raw) => {
  const message = readToHost(raw);
  if (message === null) return;
  if (message.type === 'open') {
    open(message).catch((error: unknown) => {
      absent(`noble cannot be loaded: ${reasonOf(error).split('\n', 1)[0].slice(0, 500)}`);
      // Let the message leave first.
      setImmediate(() => process.exit(EXIT.unusable));
    });
  } else if (host !== null) host.handle(message);
  else if (message.type === 'scan') scanEarly = message.on;
  else send({ type: 'failed', request: message.request, code: 'radio', message: 'There is no adapter yet.' });
});
process.on('disconnect', () => leave(EXIT.parentGone));
setInterval(() => send({ type: 'alive' }), ALIVE_MS);
