/** A whole session on the page: virtual lifter, belt and radio, real noble, link, analysis, store, server, browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { directoryWith, type Running, startBeltline } from '../../cli/beltline.ts';
import { describeInBrowser, launch, openPhone, picture } from './browser.ts';

const sees = (page: Page, text: string | RegExp, seconds = 20): Promise<void> =>
  page
    .getByText(text)
    .first()
    .waitFor({ timeout: 1000 * seconds });

describeInBrowser('a session on the page', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof directoryWith>>;
  let running: Running | null = null;
  beforeAll(async () => {
    browser = await launch();
    folder = await directoryWith({});
  });
  afterAll(async () => {
    running?.kill('SIGKILL');
    await browser.close();
    await folder.remove();
  });

  /** Starts a session and returns its link. */
  const start = async (port: number): Promise<string> => {
    running = startBeltline([
      'run',
      '--virtual',
      '--page',
      String(port),
      '--store',
      `${folder.path}/live.db`,
    ]);
    await running.said('Type help');
    return /Live page: (\S+)/.exec(running.sofar())?.[1] ?? '';
  };

  it('shows reps and warnings as they happen, to two phones, and comes back after a crash', async () => {
    const url = await start(0);
    const { port } = new URL(url);
    const one = await openPhone(browser, url);
    const two = await openPhone(browser, url);
    await sees(one.page, 'simulated lifter');
    await sees(one.page, /belt connected/);
    // The first rep of this lifter is over after some twelve seconds, his back gives way in the fourth.
    await expect.poll(() => one.page.locator('.count').textContent(), { timeout: 30_000 }).toBe('1');
    await one.page.getByLabel('Load in kg').fill('120');
    await one.page.getByLabel('Load in kg').press('Enter');
    await sees(two.page, /120 kg/);
    await one.page.getByRole('button', { name: /lower back gave way/ }).waitFor({ timeout: 30_000 });
    await two.page.getByRole('button', { name: /lower back gave way/ }).waitFor();
    await picture(one.page, 'session-warning');

    running?.kill('SIGKILL');
    await running?.outcome;
    await sees(one.page, /NOT MONITORING/);
    await start(Number(port));
    await sees(one.page, /belt connected/);
    await one.page.getByRole('button', { name: 'History' }).click();
    // What was kept before the crash.
    await one.page.getByRole('button', { name: /1 set, [34] reps/ }).waitFor();
    await picture(one.page, 'session-history');
    const unexpected = [...one.complaints, ...two.complaints].filter(
      (text) => !text.includes('ERR_CONNECTION'),
    );
    expect(unexpected).toEqual([]);
  });
});
