/** Sends one notice over HTTP. Given up when nobody waits any more; nothing of the answer but its head is read. */
import { catchError, type Observable, of } from 'rxjs';
import { fromFetch } from 'rxjs/fetch';
import type { PhoneAnswer } from './answer.ts';
import type { PhoneRequest } from './request.ts';

/** One attempt: emits once and never errors. */
export type PhonePost = (request: PhoneRequest) => Observable<PhoneAnswer>;

const secondsIn = (header: string | null): number | null =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;

export const postNotice: PhonePost = ({ url, headers, body }) =>
  fromFetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    selector: async (response): Promise<PhoneAnswer> => {
      await response.body?.cancel();
      return { status: response.status, retryAfterS: secondsIn(response.headers.get('retry-after')) };
    },
  }).pipe(catchError(() => of({ status: 0, retryAfterS: null })));
