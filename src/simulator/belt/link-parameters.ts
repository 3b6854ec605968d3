/** Asks for the connection parameters a belt wants, and lives with what it gets (SPEC 5). */
import type { LinkParameters } from '../radio/link.ts';
import type { Central } from './outbox.ts';
import type { BeltTime, Cancel } from './time.ts';

const FIRST_MS = 1000;
const SECOND_MS = 31_000;
const WANTED: LinkParameters = { intervalMs: 15, latency: 0, supervisionTimeoutMs: 4000 };
/** Asked for when 15 ms were refused. */
const MODEST: LinkParameters = { ...WANTED, intervalMs: 30 };

const differs = ({ intervalMs, latency, supervisionTimeoutMs }: LinkParameters): boolean =>
  intervalMs !== WANTED.intervalMs ||
  latency !== WANTED.latency ||
  supervisionTimeoutMs !== WANTED.supervisionTimeoutMs;

/** Call it when a link stands; what it returns is for its end. */
export const wantParameters = (central: Central, time: BeltTime): Cancel => {
  const ask = (wanted: LinkParameters) => (): void => {
    if (differs(central.parameters)) central.requestParameters(wanted);
  };
  const cancels = [time.after(FIRST_MS, ask(WANTED)), time.after(SECOND_MS, ask(MODEST))];
  return () => cancels.forEach((cancel) => cancel());
};
