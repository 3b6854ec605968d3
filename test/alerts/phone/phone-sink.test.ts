import { delay, NEVER, type Observable, of } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import type { PhoneAnswer } from '../../../src/alerts/phone/answer.ts';
import type { Notice } from '../../../src/alerts/phone/notice.ts';
import { phone, PHONE_DEFAULTS, type PhoneReport } from '../../../src/alerts/phone/phone-sink.ts';
import type { PhonePost } from '../../../src/alerts/phone/post.ts';
import { LUMBAR, noticeOf, ntfyAt } from './notices.ts';

type Play = 'hang' | number | { readonly status: number; readonly retryAfterS: number };

const answerOf = (play: Play): Observable<PhoneAnswer> => {
  if (play === 'hang') return NEVER;
  return of(typeof play === 'number' ? { status: play, retryAfterS: null } : play);
};

const short = (report: PhoneReport): string =>
  report.type === 'sent'
    ? `${report.notice.id} sent ${report.delayS}`
    : report.type === 'dropped'
      ? `${report.notice.id} ${report.because}`
      : `${report.notice.id} failed: ${report.error}`;

interface Ran {
  /** `s of virtual time: report`, in order. */
  readonly reports: readonly string[];
  /** When each attempt began, s. */
  readonly attempts: readonly number[];
  readonly ended: boolean;
}

/** Each cue is sent at its time, s; the server plays its answers one after the other, then 200. An answer takes `tookS`. */
const run = (cues: readonly number[], plays: readonly Play[], tookS = 0): Ran => {
  const scheduler = new TestScheduler(() => undefined);
  const [reports, attempts]: [string[], number[]] = [[], []];
  let ended = false;
  const seconds = (): number => scheduler.now() / 1000;
  const post: PhonePost = () => {
    attempts.push(seconds());
    return answerOf(plays[attempts.length - 1] ?? 200).pipe(delay(tookS * 1000, scheduler));
  };
  scheduler.run(({ cold }) => {
    const marbles = cues.map((_, i) => String.fromCodePoint(97 + i));
    const values: Record<string, Notice> = {};
    let at = 0;
    let source = '';
    cues.forEach((cueS, i) => {
      values[marbles[i]] = noticeOf(LUMBAR, { id: marbles[i], atMs: cueS * 1000 });
      if (cueS * 1000 > at) source += `${cueS * 1000 - at}ms `;
      source += `${marbles[i]} `;
      at = cueS * 1000 + 1;
    });
    const options = {
      destination: ntfyAt('http://ntfy.test'),
      nowMs: () => scheduler.now(),
      post,
      scheduler,
    };
    cold<Notice>(`${source}|`, values)
      .pipe(phone(options))
      .subscribe({
        next: (report) => reports.push(`${Math.round(seconds())}: ${short(report)}`),
        complete: () => {
          ended = true;
        },
      });
  });
  return { reports, attempts, ended };
};

describe('the phone', () => {
  it('is told at once', () => {
    expect(run([2], [])).toEqual({ reports: ['2: a sent 0'], attempts: [2], ended: true });
  });

  it('is told again when the server cannot just now, each time later', () => {
    const { reports, attempts, ended } = run([0], [503, 0, 500]);
    expect(attempts).toEqual([0, 1, 3, 7]);
    expect(reports).toEqual(['7: a sent 7']);
    expect(ended).toBe(true);
  });

  it('is given up after some attempts, and the next notice is tried afresh', () => {
    const { reports, attempts } = run([0, 10], [503, 503, 503, 503]);
    expect(attempts).toEqual([0, 1, 3, 7, 10]);
    expect(reports).toEqual(['7: a failed: 503', '10: b sent 0']);
  });

  it('does not insist where that cannot help', () => {
    const { reports, attempts } = run([0], [401]);
    expect(attempts).toEqual([0]);
    expect(reports).toEqual(['0: a failed: 401, the token is missing or wrong']);
  });

  it('gives an attempt up at its deadline', () => {
    const { reports, attempts } = run([0], ['hang']);
    expect(attempts).toEqual([0, 6]);
    expect(reports).toEqual(['6: a sent 6']);
  });

  it('waits as long as it is asked to, unless that is too long', () => {
    expect(run([0], [{ status: 429, retryAfterS: 12 }]).attempts).toEqual([0, 12]);
    const { reports, attempts } = run([0], [{ status: 429, retryAfterS: 60 }]);
    expect(attempts).toEqual([0]);
    expect(reports).toEqual(['0: a failed: 429, too many messages']);
  });

  it('is not told what is too old when its turn comes', () => {
    const { reports, attempts, ended } = run([0, 0.5, 1, 50], Array<Play>(5).fill('hang'));
    expect(attempts).toEqual([0, 6, 13, 22, 27, 50]);
    expect(reports).toEqual([
      '27: a failed: no answer within 5 s',
      '32: b failed: no answer within 5 s',
      '32: c stale',
      '50: d sent 0',
    ]);
    expect(ended).toBe(true);
  });

  it('keeps only so many waiting', () => {
    const cues = Array.from({ length: PHONE_DEFAULTS.mostWaiting + 3 }, (_, i) => i / 1000);
    const { reports } = run(cues, [], 1);
    expect(reports.filter((report) => report.endsWith('crowded'))).toHaveLength(2);
    expect(reports.filter((report) => report.includes('sent'))).toHaveLength(PHONE_DEFAULTS.mostWaiting + 1);
  });
});
