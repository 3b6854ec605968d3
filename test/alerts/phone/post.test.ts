import { once } from 'node:events';
import { firstValueFrom, from, lastValueFrom, timeout, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { phone } from '../../../src/alerts/phone/phone-sink.ts';
import { postNotice } from '../../../src/alerts/phone/post.ts';
import { requestFor } from '../../../src/alerts/phone/request.ts';
import { secret } from '../../../src/domain/secret.ts';
import { likeNtfy, servePhones } from './fake-phone.ts';
import { LUMBAR, noticeOf, ntfyAt } from './notices.ts';

const serve = servePhones();

const post = (url: string, token: string | null = null): Promise<unknown> =>
  firstValueFrom(postNotice(requestFor(ntfyAt(url, token), noticeOf(LUMBAR))));

describe('a message on its way', () => {
  it('arrives at ntfy', async () => {
    const ntfy = await serve(likeNtfy('tk_1'));
    expect(await post(ntfy.url, 'tk_1')).toEqual({ status: 200, retryAfterS: null });
    expect(ntfy.received).toMatchObject([
      { method: 'POST', path: '/', body: { topic: 'lift-7f3k', message: 'Zoë, set 2, rep 3' } },
    ]);
    expect(await post(ntfy.url, 'tk_2')).toMatchObject({ status: 403 });
  });

  it('is not taken to where the server points', async () => {
    const other = await serve(likeNtfy(null));
    const moved = await serve((_, response) => void response.writeHead(307, { location: other.url }).end());
    expect(await post(moved.url, 'tk_1')).toMatchObject({ status: 307 });
    expect(other.received).toEqual([]);
  });

  it('reads how long to wait, and nothing else', async () => {
    const answers = ['7', 'soon', '99999999'];
    const busy = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': answers.shift() }).write('x'.repeat(1e6));
    });
    expect(await post(busy.url)).toEqual({ status: 429, retryAfterS: 7 });
    expect(await post(busy.url)).toEqual({ status: 429, retryAfterS: null });
    expect(await post(busy.url)).toEqual({ status: 429, retryAfterS: null });
  });

  it('has no status where nobody answers', async () => {
    const cut = await serve((_, response) => void response.destroy());
    expect(await post(cut.url)).toEqual({ status: 0, retryAfterS: null });
    expect(await post('http://127.0.0.1:9')).toEqual({ status: 0, retryAfterS: null });
  });

  it('is called off when nobody waits any more', async () => {
    let called: (() => void) | null = null;
    const begun = new Promise<void>((resolve) => {
      called = resolve;
    });
    const gone: Promise<unknown>[] = [];
    const hung = await serve((_, response) => {
      gone.push(once(response, 'close'));
      called?.();
    });
    const request = requestFor(ntfyAt(hung.url), noticeOf(LUMBAR));
    const attempt = firstValueFrom(postNotice(request).pipe(timeout(30))).catch((error: unknown) => error);
    await begun;
    expect(await attempt).toMatchObject({ name: 'TimeoutError' });
    await Promise.all(gone);
    expect(gone).toHaveLength(1);
  });

  it('reports what cannot even be sent', async () => {
    const destination = { ...ntfyAt('nowhere'), url: secret('no address') };
    const reports = phone({ destination, nowMs: () => 29_500 });
    expect(await lastValueFrom(from([noticeOf(LUMBAR)]).pipe(reports, toArray()))).toMatchObject([
      { type: 'failed', error: 'it cannot be reached' },
    ]);
  });
});
