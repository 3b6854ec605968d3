/**
 * The service of the soak, in a process of its own that is killed again and again: keeps rep after rep, tells the number of
 * each that is kept, and sends them. Begins where the store ends. Arguments: store, address, bucket, session, start, goal.
 */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startWriter } from '../../../src/influx/writer.ts';
import { openStore } from '../../../src/store/store.ts';
import { writerOptions } from './drain.ts';
import { beginIn, keepEvent, sessionAt } from './events.ts';

const BURST = 40;
/** Between bursts: the writer and the disk want their turns, too. */
const REST_MS = 10;
const GRACE_MS = 20_000;

const [file, url, bucket, id, startedUs, goal] = process.argv.slice(2);
const store = openStore(file);
const session = sessionAt(id, Number(startedUs));
beginIn(store, session);
const writer = startWriter(writerOptions(store, url, bucket, () => undefined));
let next = store.training.contentOf(id).reps.length;
while (next < Number(goal)) {
  for (let i = 0; i < BURST && next < Number(goal); i += 1) {
    keepEvent(store, session, next);
    next += 1;
  }
  // Not through a stream: what is said must be out before the next is kept.
  writeSync(1, `${next}\n`);
  writer.poke();
  await delay(REST_MS);
}
await writer.close(GRACE_MS);
store.close();
