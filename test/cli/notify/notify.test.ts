/** `beltline notify`, and a session that has somebody to notify, as processes. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakePhone, likeNtfy, startFakePhone } from '../../alerts/phone/fake-phone.ts';
import { beltline, directoryWith, type Outcome } from '../beltline.ts';

let ntfy: FakePhone;
beforeAll(async () => {
  ntfy = await startFakePhone(likeNtfy('tk_s3cr3t'));
});
afterAll(() => ntfy.close());

const withConfig = async (
  notify: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> => {
  const folder = await directoryWith({ 'beltline.toml': `[athlete.anna]\nheight_m = 1.7\n${notify}` });
  const outcome = await beltline([...args, '--config', join(folder.path, 'beltline.toml')], { env });
  await folder.remove();
  return outcome;
};

const ntfyTable = (): string =>
  `[[notify]]\nservice = "ntfy"\ntopic = "t"\nurl = "${ntfy.url}"\ntoken_env = "BELTLINE_TEST_TOKEN"\n`;

describe.concurrent('beltline notify', () => {
  it('sends a message to everybody and says who took it', async () => {
    const tried = await withConfig(ntfyTable(), ['notify'], { BELTLINE_TEST_TOKEN: 'tk_s3cr3t' });
    expect(tried).toMatchObject({ code: 0, stderr: '' });
    expect(tried.stdout).toBe(`ntfy at ${new URL(ntfy.url).host}: took it\n`);
    expect(ntfy.received).toContainEqual(
      expect.objectContaining({
        body: expect.objectContaining({
          topic: 't',
          title: 'Beltline can reach you (rule "test")',
        }),
      }),
    );
  });

  it('fails where somebody did not', async () => {
    const tried = await withConfig(ntfyTable(), ['notify'], { BELTLINE_TEST_TOKEN: 'tk_wrong' });
    expect(tried).toMatchObject({ code: 1, stderr: '' });
    expect(tried.stdout).toContain('no: 403, the token may not write there');
    expect(tried.stdout).not.toContain('tk_wrong');
  });

  it('wants somebody to notify', async () => {
    const tried = await withConfig('', ['notify']);
    expect(tried.code).toBe(2);
    expect(tried.stderr).toMatch(/nobody is to be notified\. Add \[\[notify\]\]/);
  });
});

describe('a session', () => {
  it('goes on where a token is missing, and says so', async () => {
    const args = ['run', '--virtual', '--no-record', '--for', '2'];
    const { code, stdout, stderr } = await withConfig(ntfyTable(), args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'Nothing is sent to ntfy: the environment variable BELTLINE_TEST_TOKEN is not set.',
    );
  });
});
