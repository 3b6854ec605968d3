import type { Destination } from '../../../src/alerts/phone/destination.ts';
import type { Notice } from '../../../src/alerts/phone/notice.ts';
import type { Cue, CueReason } from '../../../src/domain/cue.ts';
import { secret } from '../../../src/domain/secret.ts';

export const cueOf = (
  reason: CueReason,
  severity: Cue['severity'] = 'red',
  place: Pick<Cue, 'set' | 'rep'> = { set: 2, rep: 3 },
): Cue => ({ atS: 10, basis: 'live', severity, ...place, ...reason });

export const noticeOf = (cue: Cue, other: Partial<Notice> = {}): Notice => ({
  id: 'n-1',
  atMs: 0,
  athlete: 'Zoë',
  simulated: false,
  cue,
  ...other,
});

export const LUMBAR = cueOf({ kind: 'lumbar', method: 'proxy', excursionDeg: 9 });

export const ntfyAt = (url: string, token: string | null = null): Destination => ({
  service: 'ntfy',
  url: secret(url),
  topic: 'lift-7f3k',
  token: token === null ? null : secret(token),
});
