/**
 * One write to InfluxDB through the official client, with a deadline. It never throws.
 *
 * It uses the client's transport (address, token, gzip, errors) and not its `WriteApi`, whose buffers and retries live in
 * memory: a flush may resolve although nothing was stored, and status 201 (stored in part) counts as success.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import type { Answer } from './answer.ts';
import { reasonIn } from './reason.ts';
import type { InfluxSettings } from './settings.ts';

/** Sends lines; resolves with what came back. @param signal gives up at once; the answer then has status 0 */
export type Post = (lines: readonly string[], signal?: AbortSignal) => Promise<Answer>;

/** Smaller requests are not worth the work; line protocol shrinks to a tenth. */
const GZIP_FROM_BYTES = 1000;
const HEADERS = { 'content-type': 'text/plain; charset=utf-8' };
/** A comment: it stores nothing. */
const QUESTION = '# may Beltline write here?';

const secondsIn = (header: unknown): number | null =>
  typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : null;

const answered = (error: HttpError): Answer => ({
  status: error.statusCode,
  reason: error.body === undefined || error.body === '' ? (error.statusMessage ?? '') : error.body,
  // The client takes these seconds for milliseconds.
  retryAfterS: secondsIn(error.headers?.['retry-after']),
});

const asText = (body: unknown): string => (typeof body === 'string' ? body : (JSON.stringify(body) ?? ''));

type Transport = InfluxDB['transport'];

const send = async (
  transport: Transport,
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<Answer> => {
  let status = 0;
  const options = { method: 'POST', headers: HEADERS, gzipThreshold: GZIP_FROM_BYTES, signal };
  try {
    const body: unknown = await transport.request(path, text, options, (_, code) => {
      status = code ?? 0;
    });
    return { status, reason: asText(body), retryAfterS: null };
  } catch (error) {
    if (error instanceof HttpError) return answered(error);
    return { status: 0, reason: error instanceof Error ? error.message : String(error), retryAfterS: null };
  }
};

/** A connection is kept for the next request of a backlog, and closed before servers do it: a lifter rests for minutes. */
const KEEP_MS = 3000;

const agentFor = (url: string): HttpAgent => {
  const options = { keepAlive: true, maxSockets: 1, timeout: KEEP_MS };
  return url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
};

/** @param deadlineMs longest wait for the whole answer */
export const createPost = ({ url, org, bucket, token }: InfluxSettings, deadlineMs: number): Post => {
  // The client's own time-out leaves the socket open, so ours has to come first.
  const options = { url, timeout: 2 * deadlineMs, transportOptions: { agent: agentFor(url) } };
  const { transport } = new InfluxDB(token === null ? options : { ...options, token: token.reveal() });
  const path = `/api/v2/write?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(bucket)}&precision=us`;
  const censor = (text: string): string => token?.censor(text) ?? text;
  return async (lines, signal) => {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    const timer = setTimeout(abort, deadlineMs);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted === true) abort();
    const answer = await send(transport, path, lines.join('\n'), stop.signal);
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    const late = stop.signal.aborted && answer.status === 0;
    const said = late ? `no answer within ${deadlineMs / 1000} s` : reasonIn(answer.reason, censor);
    return { ...answer, reason: answer.status === 0 ? said : `${answer.status} ${said}`.trimEnd() };
  };
};

/** Asks whether a write would be taken, without writing anything. */
export const mayWrite = async (post: Post): Promise<Answer> => post([QUESTION]);
