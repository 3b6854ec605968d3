import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/cli/config/load.ts';
import { destinationsOf } from '../../../src/cli/notify/destinations.ts';

const planned = async (notify: string, env: NodeJS.ProcessEnv = {}) => {
  const notes: string[] = [];
  const config = await parseConfig('my.toml', `[athlete.anna]\nheight_m = 1.7\n${notify}`);
  return {
    destinations: destinationsOf({ file: 'my.toml', config }, (text) => notes.push(text), env),
    notes,
  };
};

const NTFY = '[[notify]]\nservice = "ntfy"\ntopic = "t"\n';
const HOOK = '[[notify]]\nservice = "webhook"\nurl_env = "HOOK"\n';

describe('where notices go', () => {
  it('is the public ntfy, or a server of your own', async () => {
    const { destinations } = await planned(`${NTFY}${NTFY}url = "http://ntfy.lan:8080/"`);
    expect(destinations.map(({ name }) => name)).toEqual(['ntfy at ntfy.sh', 'ntfy at ntfy.lan:8080']);
    expect(destinations.map(({ destination }) => destination.url.reveal())).toEqual([
      'https://ntfy.sh',
      'http://ntfy.lan:8080',
    ]);
  });

  it('comes from variables where it is a secret, and is not printed', async () => {
    const env = { HOOK: ' https://hook.test/s3cr3t/?a=1\n', KEY: 'tk_s3cr3t' };
    const { destinations, notes } = await planned(`${HOOK}token_env = "KEY"`, env);
    const [{ name, destination }] = destinations;
    expect(destination.url.reveal()).toBe('https://hook.test/s3cr3t/?a=1');
    expect(destination.token?.reveal()).toBe('tk_s3cr3t');
    expect(name).toBe('the webhook at hook.test');
    expect(JSON.stringify(destinations)).not.toContain('s3cr3t');
    expect(notes).toEqual([]);
  });

  it.each([
    [{}, 'the environment variable HOOK is not set. Set it before the session'],
    [{ HOOK: 's3cr3t' }, 'the address in HOOK must be an address that begins with http://'],
    [{ HOOK: 'http://hook.test/s3cr3t\u0001' }, 'holds characters that no token has'],
  ])('says what is wrong and goes on with the others %#', async (env, words) => {
    const { destinations, notes } = await planned(`${HOOK}${NTFY}`, env);
    expect(destinations.map(({ name }) => name)).toEqual(['ntfy at ntfy.sh']);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(words);
    expect(notes[0]).not.toContain('s3cr3t');
  });
});
