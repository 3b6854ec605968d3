/**
 * Child process of the kill test: records without end and prints after every message how many it has written. It
 * lets the disk keep up: what is not safe is never more than the open chunk and the one that is being written.
 */
import { setImmediate } from 'node:timers/promises';
import { createRecording } from '../../../src/recording/mcap/create.ts';
import { notifications, SETTINGS, START } from './support.ts';

const PER_CHUNK = 20;
const writer = await createRecording({ folder: process.argv[2], start: START, settings: SETTINGS });
for (let count = 1; ; count += 1) {
  const [item] = notifications(1, count);
  writer.write(item);
  process.stdout.write(`${count}\n`);
  do await setImmediate();
  while (writer.status().safeMessages < count - PER_CHUNK);
}
