import { describe, expect, it } from 'vitest';
import { PHONE_KINDS } from '../../../src/alerts/phone/destination.ts';
import { parseConfig } from '../../../src/cli/config/load.ts';

const ANNA = '[athlete.anna]\nheight_m = 1.7\n';

const fault = async (notify: string): Promise<string> => {
  const refused: unknown = await parseConfig('my.toml', `${ANNA}[[notify]]\n${notify}`).catch(
    (error: unknown) => error,
  );
  return refused instanceof Error ? refused.message : 'fine';
};

describe('[[notify]]', () => {
  it('needs a topic for ntfy, and tells everything by default', async () => {
    expect((await parseConfig('my.toml', ANNA)).notify).toEqual([]);
    const { notify } = await parseConfig(
      'my.toml',
      `${ANNA}[[notify]]\nservice = "ntfy"\ntopic = "lift-7f3k"`,
    );
    expect(notify).toEqual([{ service: 'ntfy', topic: 'lift-7f3k', kinds: PHONE_KINDS, severity: 'amber' }]);
  });

  it('takes a webhook with its kinds', async () => {
    const { notify } = await parseConfig(
      'my.toml',
      `${ANNA}[[notify]]\nservice = "webhook"\nurl_env = "HOOK"\nkinds = ["lumbar"]\nseverity = "red"\nathlete = "anna"`,
    );
    expect(notify).toMatchObject([{ url_env: 'HOOK', kinds: ['lumbar'], severity: 'red', athlete: 'anna' }]);
  });

  it.each([
    ['service = "sms"', 'line 4: notify.0.service: must be "ntfy" or "webhook"'],
    ['service = "ntfy"', 'notify.0.topic: is missing'],
    ['service = "ntfy"\ntopic = "a b"', 'line 5: notify.0.topic: must be 1 to 64 letters'],
    ['service = "ntfy"\ntopic = "a"\nurl = "http://ntfy.lan/a"', 'the topic has a key of its own'],
    ['service = "ntfy"\ntopic = "a"\nurl = "ntfy.lan"', 'for example https://ntfy.sh'],
    ['service = "webhook"', 'notify.0.url: is missing'],
    ['service = "webhook"\nurl = "ftp://x"', 'line 5: notify.0.url: must be an address'],
    ['service = "webhook"\nurl = "http://x"\nurl_env = "HOOK"', 'keep one of them'],
    ['service = "webhook"\nurl = "http://x"\ntopic = "a"', 'notify.0.topic: is for ntfy only'],
    ['service = "ntfy"\ntopic = "a"\nkinds = ["back"]', 'must be among lumbar, hips-first'],
    ['service = "ntfy"\ntopic = "a"\nkinds = []', 'name at least one kind'],
    ['service = "ntfy"\ntopic = "a"\nathlete = "ben"', 'there is no athlete "ben"'],
    ['service = "ntfy"\ntopic = "a"\ntokenenv = "X"', 'did you mean "token_env"?'],
  ])('refuses %j', async (notify, words) => {
    expect(await fault(notify)).toContain(words);
  });

  it.each([
    'token = "s3cr3t"',
    'password = "s3cr3t"',
    'url = "http://me:s3cr3t@ntfy.lan"',
    'token_env = "s3cr3t="',
  ])('refuses %s without repeating it', async (line) => {
    const told = await fault(`service = "ntfy"\ntopic = "a"\n${line}`);
    expect(told).toContain('one thing is wrong');
    expect(told).not.toContain('s3cr3t');
  });
});
