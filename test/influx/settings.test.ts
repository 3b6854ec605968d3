/** Where the token comes from. */
import { describe, expect, it } from 'vitest';
import { BeltlineError } from '../../src/domain/error.ts';
import { type Problem, wordsFor } from '../../src/influx/problem.ts';
import { readSettings, type TokenPlace } from '../../src/influx/settings.ts';
import { directoryWith } from '../cli/beltline.ts';

const PLACE = { url: 'http://influx:8086/', org: 'gym', bucket: 'lift' };
const read = (place: Partial<TokenPlace>, environment: NodeJS.ProcessEnv = {}) =>
  readSettings(PLACE, { env: 'MY_TOKEN', file: null, ...place }, environment);

const fault = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof BeltlineError) return error.describe();
  }
  return '';
};

describe('the token', () => {
  it('comes from the environment', () => {
    const settings = read({}, { MY_TOKEN: ' abc== \n' });
    expect(settings.token?.reveal()).toBe('abc==');
    expect(settings).toMatchObject({
      url: 'http://influx:8086',
      tokenFrom: 'the environment variable MY_TOKEN',
    });
    expect(read({}).token).toBeNull();
    expect(read({}, { MY_TOKEN: ' ' }).token).toBeNull();
  });

  it('comes from a file first', async () => {
    const folder = await directoryWith({ token: 'from-file\n' });
    const settings = read({ file: `${folder.path}/token` }, { MY_TOKEN: 'abc' });
    await folder.remove();
    expect(settings.token?.reveal()).toBe('from-file');
    expect(settings.tokenFrom).toContain('/token');
  });

  it('is missed with a word where its file cannot be read', () => {
    expect(fault(() => read({ file: '/nowhere/token' }))).toMatch(
      /^\/nowhere\/token: cannot read .*token_file/,
    );
  });

  it('is refused without being repeated where no header could hold it', () => {
    const told = fault(() => read({}, { MY_TOKEN: 's3cr3t\nX-Other: 1' }));
    expect(told).toContain('the environment variable MY_TOKEN holds characters that no token has');
    expect(told).not.toContain('s3cr3t');
  });
});

describe('words for a problem', () => {
  const TYPES: readonly Problem['type'][] = [
    'unauthorized',
    'forbidden',
    'not-found',
    'not-influx',
    'unreachable',
    'refuses-all',
    'outbox',
  ];

  it.each(TYPES)('%s: what is wrong, who says so, and the cure', (type) => {
    const settings = read({}, { MY_TOKEN: 's3cr3t' });
    const { what, cure } = wordsFor({ type, reason: 'somebody says so' }, settings);
    expect(what).toMatch(/\(somebody says so\)$/);
    expect(cure).toMatch(/^[A-Z].*\.$/);
    expect(what + cure).not.toContain('s3cr3t');
  });

  it('says whether there was a token at all', () => {
    const problem: Problem = { type: 'unauthorized', reason: '401' };
    expect(wordsFor(problem, read({})).what).toContain('wants a token');
    expect(wordsFor(problem, read({}, { MY_TOKEN: 'x' })).what).toContain('does not accept the token');
    expect(wordsFor(problem, read({})).cure).toContain('MY_TOKEN');
  });

  it('calls the place as its version of InfluxDB does', () => {
    const problem: Problem = { type: 'not-found', reason: '404' };
    expect(wordsFor(problem, read({})).what).toContain('bucket "lift" of organisation "gym"');
    expect(wordsFor(problem, { ...read({}), org: '' }).what).toContain('database "lift"');
  });
});
