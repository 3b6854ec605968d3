/** `beltline notify`: sends one message to every phone and webhook, and says what became of it. */
import { randomUUID } from 'node:crypto';
import { lastValueFrom, of } from 'rxjs';
import type { Notice } from '../../alerts/phone/notice.ts';
import { phone, PHONE_DEFAULTS, type PhoneReport } from '../../alerts/phone/phone-sink.ts';
import { BeltlineError } from '../../domain/error.ts';
import { type LoadedConfig, loadNamedConfig } from '../config/load.ts';
import { EXIT } from '../errors.ts';
import { destinationsOf, type PlannedDestination } from './destinations.ts';

/** Somebody waits for this: one attempt has to do. */
const PARAMS = { ...PHONE_DEFAULTS, attempts: 1 };

const trial = ({ config }: LoadedConfig, wanted: PlannedDestination['wanted']): Notice => ({
  id: randomUUID(),
  atMs: Date.now(),
  athlete: wanted.athlete ?? config.session.athlete ?? Object.keys(config.athlete)[0],
  simulated: false,
  cue: {
    kind: 'rule',
    name: 'test',
    say: 'Beltline can reach you',
    atS: 0,
    severity: 'amber',
    basis: 'final',
    set: null,
    rep: null,
  },
});

const outcomeWords = (report: PhoneReport): string =>
  report.type === 'sent' ? 'took it' : report.type === 'failed' ? `no: ${report.error}` : 'dropped';

/** Resolves with the exit code: 1 if anybody could not be reached. */
export const tryNotify = async (
  { config: file }: { readonly config?: string },
  say: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<number> => {
  const loaded = await loadNamedConfig(file);
  const { length } = loaded.config.notify;
  if (length === 0)
    throw new BeltlineError('usage', 'nobody is to be notified.', {
      place: { file: loaded.file },
      cure: 'Add [[notify]] as in docs/beltline.example.toml.',
    });
  const planned = destinationsOf(loaded, say);
  const reports = await Promise.all(
    planned.map(({ destination, wanted }) =>
      lastValueFrom(of(trial(loaded, wanted)).pipe(phone({ destination, nowMs: Date.now, params: PARAMS }))),
    ),
  );
  reports.forEach((report, i) => say(`${planned[i].name}: ${outcomeWords(report)}`));
  const sent = reports.filter(({ type }) => type === 'sent').length;
  return sent === length ? EXIT.done : EXIT.failed;
};
