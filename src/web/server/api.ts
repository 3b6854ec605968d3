/** The record of training over HTTP: reading only, with a token. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SetTraces } from '../contract.ts';
import type { TrainingHistory } from './history.ts';
import type { Tokens } from './tokens.ts';

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.end(JSON.stringify(body));
};

const problem = (response: ServerResponse, status: number, what: string): void =>
  send(response, status, { problem: what });

/** The token of a request, `''` without one. */
const tokenOf = ({ headers }: IncomingMessage): string =>
  /^Bearer ([\w-]{1,64})$/.exec(headers.authorization ?? '')?.[1] ?? '';

const answer = ({ history, traces }: ApiOptions, url: URL): unknown => {
  if (url.pathname === '/api/traces') return traces(url.searchParams.get('lifter') ?? '');
  if (url.pathname === '/api/sessions') return history.sessions();
  if (url.pathname === '/api/lifts') return history.lifts();
  const session = /^\/api\/sessions\/([a-z0-9-]{1,64})$/.exec(url.pathname)?.[1];
  if (session !== undefined) return history.session(session);
  if (url.pathname !== '/api/trends') return null;
  return history.trends(url.searchParams.get('athlete') ?? '', url.searchParams.get('exercise') ?? '');
};

export interface Api {
  /** Answers a request below `/api/`. @param refuse told when somebody without a token asked */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): void;
}

export interface ApiOptions {
  readonly history: TrainingHistory;
  /** Motion of the set that a lifter's view shows. */
  readonly traces: (lifter: string) => SetTraces | null;
  readonly tokens: Tokens;
  /** Whether this address may try another wrong token now. */
  readonly mayTry: (address: string) => boolean;
  /** Whether who has this token may ask again now: every answer takes time from the session. */
  readonly mayAsk: (token: string) => boolean;
  readonly refused: (kind: string) => void;
}

export const createApi = (options: ApiOptions): Api => ({
  handle: (request, response, url) => {
    const { tokens, mayTry, mayAsk, refused } = options;
    const token = tokenOf(request);
    if (request.method !== 'GET') return problem(response, 405, 'Only GET.');
    if (tokens.roleOf(token) === null) {
      refused('an API request without a valid token');
      const again = mayTry(request.socket.remoteAddress ?? '');
      return again ? problem(response, 401, 'No valid token.') : problem(response, 429, 'Too many tries.');
    }
    if (!mayAsk(token)) {
      refused('a flood of API requests');
      return problem(response, 429, 'Too many questions at once. Wait a second.');
    }
    const found = answer(options, url);
    return found === null ? problem(response, 404, 'There is no such thing.') : send(response, 200, found);
  },
});
