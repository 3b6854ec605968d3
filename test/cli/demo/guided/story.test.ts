/** The demo as somebody sees it who has just cloned the repository: one command, a phone, a story. */
import { readdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launch, openPhone, picture, seriousFaults } from '../../../web/page/browser.ts';
import { directoryWith, type Running, startBeltline } from '../../beltline.ts';

/** Four times as fast: three minutes are long for a test. */
const SPEED = '4';

const sees = (page: Page, text: string | RegExp, seconds = 30): Promise<void> =>
  page
    .getByText(text)
    .first()
    .waitFor({ timeout: 1000 * seconds });

/** A warning fills the screen for a moment; the page's own log of what was shown is not there to ask. */
const keepWarnings = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    globalThis.warned = [];
    const screen = document.querySelector('beltline-app').shadowRoot.querySelector('warning-screen');
    new MutationObserver(() => {
      const shown = screen.shadowRoot.querySelector('.short')?.textContent;
      if (shown && globalThis.warned.at(-1) !== shown) globalThis.warned.push(shown);
    }).observe(screen.shadowRoot, { childList: true, subtree: true, characterData: true });
  })()`);

describeInBrowser('the demo', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof directoryWith>>;
  let demo: Running | null = null;
  beforeAll(async () => {
    browser = await launch();
    folder = await directoryWith({});
  });
  afterAll(async () => {
    demo?.kill('SIGKILL');
    await browser.close();
    await folder.remove();
  });

  it('tells its story on two screens at once, compares with the truth, and leaves nothing behind', async () => {
    demo = startBeltline(['demo', '--speed', SPEED, '--page', '0'], { env: { TMPDIR: folder.path } });
    await demo.said('Type help');
    const url = /Live page: (\S+)/.exec(demo.sofar())?.[1] ?? '';
    const phone = await openPhone(browser, url);
    const coach = await openPhone(browser, /Only to look, for a coach: (\S+)/.exec(demo.sofar())?.[1] ?? '');
    await coach.page.setViewportSize({ width: 1280, height: 800 });
    const { page } = phone;
    await sees(page, 'simulated lifter');
    await keepWarnings(page);
    await sees(page, '2/7 Warm-up.');
    await expect.poll(() => page.locator('.count').textContent(), { timeout: 30_000 }).toBe('3');
    await picture(page, 'demo-warm-up');
    await sees(coach.page, 'This link may only look.');
    await sees(page, '4/7 Work set.');
    await page.getByRole('button', { name: /lower back gave way/ }).waitFor({ timeout: 30_000 });
    await picture(page, 'demo-warning');
    await sees(page, '5/7 Lost link.');
    await sees(page, /NOT MONITORING/);
    await picture(page, 'demo-lost-link');
    await sees(page, '6/7 Grinder.');
    await sees(page, /belt connected/);
    await sees(page, '7/7 Debrief.', 60);

    await page.getByRole('button', { name: 'Last set' }).click();
    await sees(page, 'curve by curve');
    await expect.poll(() => page.locator('rep-plots canvas').count()).toBe(3);
    await picture(page, 'demo-debrief');
    expect(await seriousFaults(page)).toEqual([]);
    await coach.page.getByRole('button', { name: 'History' }).click();
    // Three months, and today.
    await sees(coach.page, /\(simulated\)/);
    expect(await coach.page.getByRole('listitem').count()).toBeGreaterThan(25);
    await expect.poll(() => coach.page.locator('trend-chart canvas').count()).toBe(3);
    await picture(coach.page, 'demo-history');
    expect(await seriousFaults(coach.page)).toEqual([]);

    expect(await page.evaluate('globalThis.warned')).toEqual(
      expect.arrayContaining(['BACK', 'NOT MONITORING', 'MONITORING AGAIN']),
    );
    expect([...phone.complaints, ...coach.complaints]).toEqual([]);

    demo.kill('SIGINT');
    const { code, stdout, stderr } = await demo.outcome;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('SIMULATED, so the truth is known');
    expect(stdout).toMatch(/Reps: 1[1-3] lifted, 1[1-3] counted/u);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('beltline'))).toEqual([]);
    await sees(page, /The session was ended/);
  }, 150_000);
});
