/**
 * A notice as the request that a service expects.
 *
 * ntfy: the JSON form of publishing, which goes to the root of the server with the topic inside, so that words need no
 * encoding for headers (https://docs.ntfy.sh/publish/#publish-as-json). Nothing that opens the live page is sent along: its
 * address holds a token, and whoever knows the topic can read.
 */
import type { Severity } from '../../domain/rep.ts';
import type { Destination } from './destination.ts';
import { type Notice, placeWords, titleOf } from './notice.ts';

export interface PhoneRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** 5: long bursts and a pop-over; 4: one burst and a pop-over; 3: as any message. */
const NTFY_PRIORITY: Readonly<Record<Severity, number>> = { red: 5, amber: 4, none: 3 };
/** Short codes of emoji: shown before the title, so that colour is not all that tells. */
const NTFY_TAG: Readonly<Record<Severity, string>> = {
  red: 'rotating_light',
  amber: 'warning',
  none: 'white_check_mark',
};

const ntfyBody = (notice: Notice, topic: string): object => ({
  topic,
  title: titleOf(notice),
  message: placeWords(notice),
  priority: NTFY_PRIORITY[notice.cue.severity],
  tags: [NTFY_TAG[notice.cue.severity], notice.cue.kind],
});

/** Fields are added, never renamed or removed. `cue` is the cue whole, in units of the domain. */
const webhookBody = (notice: Notice): object => ({
  schema: 'beltline.notice/1',
  id: notice.id,
  at: new Date(notice.atMs).toISOString(),
  athlete: notice.athlete,
  simulated: notice.simulated,
  kind: notice.cue.kind,
  severity: notice.cue.severity,
  text: `${titleOf(notice)} (${placeWords(notice)})`,
  cue: notice.cue,
});

export const requestFor = (destination: Destination, notice: Notice): PhoneRequest => {
  const { url, token } = destination;
  const body = destination.service === 'ntfy' ? ntfyBody(notice, destination.topic) : webhookBody(notice);
  return {
    url: url.reveal(),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === null ? {} : { authorization: `Bearer ${token.reveal()}` }),
    },
    body: JSON.stringify(body),
  };
};
