/** `beltline influx fill`: all that was ever kept goes to InfluxDB, a new one for example. */
import type { Store } from '../../store/store.ts';
import { allLines } from '../history/export.ts';

/** In one transaction. */
const CHUNK = 1000;

/** Puts everything into the outbox; returns how many points. Those that InfluxDB has already are overwritten by the same. */
export const fill = (store: Store): number => {
  let count = 0;
  let lines: string[] = [];
  const put = (): void => {
    store.outbox.put(lines);
    count += lines.length;
    lines = [];
  };
  for (const line of allLines(store)) {
    lines.push(line);
    if (lines.length === CHUNK) put();
  }
  put();
  return count;
};
