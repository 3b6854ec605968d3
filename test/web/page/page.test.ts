/** The page in a real browser, fed by the real server. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LifterView, SetView, WarningView } from '../../../src/web/contract.ts';
import { rep } from '../../influx/records.ts';
import { LIFTER, startTestServer, type TestServer } from '../server/support.ts';
import { describeInBrowser, launch, openPhone, picture, seriousFaults } from './browser.ts';

const FOLDER = join(import.meta.dirname, '../../../dist/page');

const setWith = (velocities: readonly number[]): SetView => ({
  index: 1,
  exercise: 'squat',
  loadKg: 100,
  reps: velocities.map((meanVelocityMps, i) => ({
    ...rep,
    index: i + 1,
    meanVelocityMps,
    velocityLossPct: 8 * i,
  })),
  velocityLossPct: 8 * (velocities.length - 1),
  closed: false,
});

const BELT = { id: 'b', place: 'belt', state: 'connected', trouble: null, batteryPct: 87 } as const;
const BACK: WarningView = {
  id: 1,
  atS: 2,
  kind: 'lumbar',
  severity: 'red',
  text: 'lower back gave way',
  set: 1,
  rep: 2,
};

const sees = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ timeout: 5000 });

describeInBrowser('the live page', () => {
  let browser: Browser;
  let test: TestServer;
  let now: LifterView;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const serve = (port = 0): Promise<TestServer> =>
    startTestServer({
      port,
      folder: FOLDER,
      athletes: ['anna', 'ben'],
      exercises: ['squat', 'conventional-deadlift'],
      state: () => ({ atS: 1, lifters: [now] }),
    });
  beforeEach(async () => {
    now = { ...LIFTER, links: [BELT] };
    test = await serve();
  });
  afterEach(() => test.close());

  const show = (change: Partial<LifterView>): void => {
    now = { ...now, ...change };
    test.server.changed();
  };
  const phone = (token = test.lifter.token) => openPhone(browser, `${test.base}/#${token}`);

  it('shows the set in figures that can be read from the bar', async () => {
    const { page, complaints } = await phone();
    await sees(page, 'READY');
    show({ setUp: { state: 'not-set', reasons: ['leaning'] } });
    await sees(page, /NOT SET/);
    await sees(page, 'leaning to one side');
    show({ setUp: { state: 'set', reasons: [] } });
    await sees(page, '◆ SET');
    show({ setUp: null, liftOffS: 3 });
    await sees(page, 'PULL');
    show({ liftOffS: null, set: setWith([0.6, 0.55]) });
    await sees(page, '0.55');
    await sees(page, /± 0\.04, estimated/);
    const count = page.locator('.count');
    expect(await count.textContent()).toBe('2');
    expect((await count.boundingBox())?.height).toBeGreaterThan(100);
    await sees(page, /belt connected, 87 %/);
    expect(complaints).toEqual([]);
    await picture(page, 'live');
  });

  it('warns over the whole screen, and goes at a tap', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    test.server.warn('anna', BACK);
    const screen = page.getByRole('button', { name: /lower back gave way/ });
    await screen.waitFor();
    const box = await screen.boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    await picture(page, 'warning');
    await screen.click();
    await screen.waitFor({ state: 'detached' });
  });

  it('says that nobody watches whenever that is so', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    show({
      monitoring: 'not-monitoring',
      links: [{ ...BELT, state: 'lost', trouble: 'The belt is out of reach.' }],
    });
    await sees(page, /NOT MONITORING/);
    await sees(page, 'The belt is out of reach.');
    await picture(page, 'not-monitoring');
    show({ monitoring: 'ok' });
    await sees(page, 'READY');
    const { port } = test.server;
    await test.close();
    await sees(page, /connection to Beltline lost/);
    await sees(page, /NOT MONITORING/);
    // It comes back by itself, with the same token.
    const again = await startTestServer({
      port,
      folder: FOLDER,
      tokens: test.tokens,
      state: () => ({ atS: 1, lifters: [now] }),
    });
    await sees(page, 'READY');
    await again.close();
    test = await serve();
  });

  it('changes load, lift and lifter, ends the set, mutes', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    await page.getByRole('button', { name: '2.5 kg more' }).click();
    await page.getByLabel('Load in kg').fill('142.5');
    await page.getByLabel('Load in kg').press('Enter');
    await page.getByLabel('Lift', { exact: true }).selectOption('conventional-deadlift');
    await page.getByLabel('Lifter').selectOption('ben');
    await page.getByRole('button', { name: 'End the set' }).click();
    await page.getByRole('button', { name: 'Mute' }).click();
    await page.getByRole('button', { name: 'Test the buzz' }).click();
    await sees(page, 'Nothing that can buzz is connected.');
    expect(test.commands.map(({ command }) => command)).toEqual([
      { type: 'load', loadKg: 102.5 },
      { type: 'load', loadKg: 142.5 },
      { type: 'exercise', exercise: 'conventional-deadlift' },
      { type: 'athlete', athlete: 'ben' },
      { type: 'end-set' },
      { type: 'mute', mute: true },
      { type: 'buzz' },
    ]);
  });

  it('takes pounds', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    await page.getByRole('button', { name: 'kg, show pounds' }).click();
    await page.getByLabel('Load in lb').fill('315');
    await page.getByLabel('Load in lb').press('Enter');
    await expect.poll(() => test.commands.at(-1)?.command).toEqual({ type: 'load', loadKg: 142.882 });
  });

  it('shows a coach everything and lets him change nothing', async () => {
    const { page } = await phone(test.viewer.token);
    await sees(page, 'This link may only look.');
    expect(await page.getByRole('button', { name: 'End the set' }).count()).toBe(0);
  });

  it('shows nothing without a token, or with a wrong one', async () => {
    const without = await openPhone(browser, test.base);
    await sees(without.page, /This link is not valid/);
    const wrong = await openPhone(browser, `${test.base}/#nonsense`);
    await sees(wrong.page, /This link is not valid/);
    await picture(wrong.page, 'no-token');
  });

  it('tells the last set: what went first, the back or the speed', async () => {
    show({ set: setWith([0.6, 0.5, 0.4]) });
    const { page } = await phone();
    await page.getByRole('button', { name: 'Last set' }).click();
    await sees(page, 'back, then speed');
    await sees(page, /0\.40 ± 0\.04/);
    await picture(page, 'debrief');
  });

  it('has no serious fault while it warns', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    test.server.warn('anna', BACK);
    await page.getByRole('button', { name: /lower back gave way/ }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it.each(['dark', 'light'] as const)(
    'has no serious fault for people with other senses (%s)',
    async (colorScheme) => {
      show({ set: setWith([0.6, 0.5, 0.4]) });
      const { page } = await phone();
      await page.emulateMedia({ colorScheme });
      for (const tab of ['Live', 'Last set', 'History']) {
        await page.getByRole('button', { name: tab, exact: true }).click();
        await page.waitForTimeout(100);
        expect([tab, await seriousFaults(page)]).toEqual([tab, []]);
      }
    },
  );

  it('weighs at most 80 kB on the way to a phone', async () => {
    const files = await readdir(FOLDER, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(async (file) => gzipSync(await readFile(join(file.parentPath, file.name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(80_000);
  });

  it.each([320, 390, 1280])('fits a screen of %i', async (width) => {
    show({ set: setWith([0.6, 0.5, 0.4, 0.4, 0.4, 0.4]) });
    const { page } = await phone();
    await page.setViewportSize({ width, height: 800 });
    for (const tab of ['Live', 'Last set', 'History']) {
      await page.getByRole('button', { name: tab, exact: true }).click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });
});
