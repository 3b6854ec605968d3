/** What each version of InfluxDB says, and that a token never passes. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reasonIn } from '../../src/influx/reason.ts';
import { secret } from '../../src/domain/secret.ts';

const same = (text: string): string => text;

describe('the reason', () => {
  it.each([
    [
      '1.x',
      '{"error":"partial write: field type conflict dropped=1"}\n',
      'partial write: field type conflict dropped=1',
    ],
    [
      '2.x',
      '{"code":"invalid","message":"unable to parse \'m\': missing fields"}',
      "unable to parse 'm': missing fields",
    ],
    [
      '3 Core',
      '{"error":"partial write of line protocol occurred","data":[{"error_message":"invalid column type","line_number":1}]}',
      'invalid column type',
    ],
    ['3 Core without lines', '{"error":"parsing failed","data":[]}', 'parsing failed'],
    ['a proxy', '<html>\r\n<h1>502\tBad Gateway</h1>\n</html>', '<html> <h1>502 Bad Gateway</h1> </html>'],
    ['something odd', '{"message":7}', '{"message":7}'],
    ['nobody', '', ''],
  ])('is found in the words of %s', (_, body, reason) => {
    expect(reasonIn(body, same)).toBe(reason);
  });

  it('is one short line without control characters', () => {
    expect(reasonIn(`\u001B[31m${'é'.repeat(1000)}`, same)).toBe(`[31m${'é'.repeat(295)}…`);
  });

  it('holds no token, not even a part of one that was cut', () => {
    const token = secret('s3cr3t-token');
    const body = JSON.stringify({ message: `${'x'.repeat(295)}s3cr3t-token, s3cr3t-token` });
    expect(reasonIn(body, (text) => token.censor(text))).not.toContain('s3');
  });
});

it('a token is not printed by accident', () => {
  const token = secret('s3cr3t-token');
  expect(JSON.stringify({ token })).not.toContain('s3cr3t');
  expect(inspect({ token }, { depth: 9, showHidden: true })).not.toContain('s3cr3t');
});
