import { describe, expect, it } from 'vitest';
import { phoneOutcome } from '../../../src/alerts/phone/answer.ts';

const outcomeOf = (status: number) => phoneOutcome({ status, retryAfterS: null });

describe('an answer', () => {
  it.each([
    ['taken', [200, 201, 202, 204]],
    ['busy', [0, 408, 425, 429, 500, 502, 503, 504, 507]],
    ['refused', [301, 302, 307, 400, 401, 403, 404, 410, 413, 422]],
  ])('is %s for %j', (type, statuses) => {
    expect(statuses.map((status) => outcomeOf(status).type)).toEqual(statuses.map(() => type));
  });

  it('says what people can mend', () => {
    expect(outcomeOf(401)).toMatchObject({ reason: '401, the token is missing or wrong' });
    expect(outcomeOf(302)).toMatchObject({ reason: '302, it sends us elsewhere' });
    expect(outcomeOf(418)).toMatchObject({ reason: '418' });
  });

  it('hands on how long to wait', () => {
    expect(phoneOutcome({ status: 429, retryAfterS: 7 })).toMatchObject({ retryAfterS: 7 });
  });
});
