import { describe, expect, it } from 'vitest';
import { type PhoneRequest, requestFor } from '../../../src/alerts/phone/request.ts';
import { secret } from '../../../src/domain/secret.ts';
import { cueOf, LUMBAR, noticeOf, ntfyAt } from './notices.ts';

const bodyOf = ({ body }: PhoneRequest): unknown => JSON.parse(body);

describe('a message for ntfy', () => {
  it('is published as JSON at the root of the server', () => {
    const request = requestFor(ntfyAt('http://ntfy.test'), noticeOf(LUMBAR));
    expect(request.url).toBe('http://ntfy.test');
    expect(request.headers).toEqual({ 'content-type': 'application/json; charset=utf-8' });
    expect(bodyOf(request)).toEqual({
      topic: 'lift-7f3k',
      title: 'lower back gave way',
      message: 'Zoë, set 2, rep 3',
      priority: 5,
      tags: ['rotating_light', 'lumbar'],
    });
  });

  it.each([
    [cueOf({ kind: 'hips-first' }, 'amber'), { priority: 4, tags: ['warning', 'hips-first'] }],
    [
      cueOf({ kind: 'monitoring-again' }, 'none', { set: null, rep: null }),
      { priority: 3, tags: ['white_check_mark', 'monitoring-again'], message: 'Zoë' },
    ],
  ])('is as urgent as the cue %#', (cue, expected) => {
    expect(bodyOf(requestFor(ntfyAt('http://ntfy.test'), noticeOf(cue)))).toMatchObject(expected);
  });

  it('carries the token as ntfy wants it, and says who is not real', () => {
    const request = requestFor(ntfyAt('http://ntfy.test', 'tk_1'), noticeOf(LUMBAR, { simulated: true }));
    expect(request.headers).toMatchObject({ authorization: 'Bearer tk_1' });
    expect(request.body).not.toContain('tk_1');
    expect(bodyOf(request)).toMatchObject({ title: '(simulated) lower back gave way' });
  });
});

describe('a message for a webhook', () => {
  it('has the cue whole and in words', () => {
    const rule = cueOf({ kind: 'rule', name: 'slow', say: 'stop here' }, 'amber');
    const url = secret('http://hook.test/x?key=1');
    const request = requestFor({ service: 'webhook', url, token: null }, noticeOf(rule, { atMs: 1500 }));
    expect(request.url).toBe('http://hook.test/x?key=1');
    expect(bodyOf(request)).toEqual({
      schema: 'beltline.notice/1',
      id: 'n-1',
      at: '1970-01-01T00:00:01.500Z',
      athlete: 'Zoë',
      simulated: false,
      kind: 'rule',
      severity: 'amber',
      text: 'stop here (rule "slow") (Zoë, set 2, rep 3)',
      cue: rule,
    });
  });
});
