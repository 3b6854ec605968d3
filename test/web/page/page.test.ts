/** The page in a real browser, fed by the real server. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LifterView, SetTraces, SetView, StoryView, WarningView } from '../../../src/web/contract.ts';
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

const curve = (value: number): number[] => Array.from({ length: 60 }, (_, i) => value * Math.sin(i / 10));

const trace = (startS: number): SetTraces['reps'][number]['trace'] => ({
  startS,
  stepS: 0.02,
  pitchDeg: curve(30),
  velocityMps: curve(0.7),
  excursionDeg: [...curve(4).slice(0, 30), ...Array<null>(30).fill(null)],
});

const tracesOf = (value: number): SetTraces => ({
  set: 1,
  reps: [{ index: 1, trace: { ...trace(0), pitchDeg: Array<number>(60).fill(value) } }],
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
  let story: StoryView | null;
  let traces: SetTraces | null;
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
      state: () => ({ atS: 1, lifters: [now], story }),
      traces: (lifter) => (lifter === now.id ? traces : null),
    });
  beforeEach(async () => {
    now = { ...LIFTER, links: [BELT] };
    story = null;
    traces = null;
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

  it.each([320, 390])('warns in words that are whole on a screen of %i', async (width) => {
    const { page } = await phone();
    await page.setViewportSize({ width, height: 640 });
    await sees(page, 'READY');
    const text = 'not monitoring: no usable data from the sensor';
    test.server.warn('anna', { ...BACK, kind: 'not-monitoring', text });
    await sees(page, 'no usable data from the sensor');
    const words = page.locator('warning-screen .short');
    expect(await words.textContent()).toBe('NOT MONITORING');
    const of =
      "document.querySelector('beltline-app').shadowRoot.querySelector('warning-screen').shadowRoot.querySelector('.short')";
    expect(Number(await page.evaluate(`${of}.scrollWidth`))).toBeLessThanOrEqual(width);
    // Two words, two lines, and no third one for what does not fit.
    const box = await words.boundingBox();
    const line = Number(await page.evaluate(`parseFloat(getComputedStyle(${of}).fontSize)`));
    expect((box?.height ?? 0) / line).toBeLessThan(2.3);
    await picture(page, `warning-${width}`);
  });

  it('says that it is muted, and what comes next on the bar', async () => {
    show({ muted: true, set: setWith([0.6]), loadKg: 120 });
    const { page } = await phone();
    await sees(page, 'muted');
    await sees(page, /squat, 100 kg/);
    await sees(page, /next: squat, 120 kg/);
  });

  it('goes back to the view before, and not out of the page', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    await page.getByRole('button', { name: 'Last set' }).click();
    await page.getByRole('button', { name: 'History' }).click();
    await page.goBack();
    await sees(page, 'The last set is told here');
    await page.goBack();
    await sees(page, 'READY');
  });

  it('shows count and speed on a phone that lies on its side', async () => {
    show({ set: setWith([0.6, 0.5]) });
    const { page } = await phone();
    await page.setViewportSize({ width: 844, height: 390 });
    for (const part of ['.count', '.velocity']) {
      const box = await page.locator(part).boundingBox();
      expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThanOrEqual(390);
    }
    await picture(page, 'landscape');
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
    // It was ended, not lost.
    await sees(page, /The session was ended/);
    await sees(page, /NOT MONITORING/);
    // It comes back by itself, with the same token.
    const again = await startTestServer({
      port,
      folder: FOLDER,
      tokens: test.tokens,
      state: () => ({ atS: 1, lifters: [now], story: null }),
    });
    await sees(page, 'READY');
    await again.close();
    test = await serve();
  });

  it('changes load, lift and lifter, ends the set, mutes', async () => {
    show({ set: setWith([0.6]) });
    const { page } = await phone();
    await sees(page, 'READY');
    await page.getByRole('button', { name: '2.5 kg more' }).click();
    await page.getByLabel('Load in kg').fill('142.5');
    await page.getByLabel('Load in kg').press('Enter');
    await page.getByRole('button', { name: 'End set' }).click();
    await page.getByRole('button', { name: 'More controls' }).click();
    await page.getByLabel('Lift', { exact: true }).selectOption('conventional-deadlift');
    await page.getByLabel('Lifter').selectOption('ben');
    await page.getByRole('button', { name: 'Mute' }).click();
    await page.getByRole('button', { name: 'Test the buzz' }).click();
    await sees(page, 'Nothing that can buzz is connected.');
    expect(test.commands.map(({ command }) => command)).toEqual([
      { type: 'load', loadKg: 102.5 },
      { type: 'load', loadKg: 142.5 },
      { type: 'end-set' },
      { type: 'exercise', exercise: 'conventional-deadlift' },
      { type: 'athlete', athlete: 'ben' },
      { type: 'mute', mute: true },
      { type: 'buzz' },
    ]);
  });

  it('takes pounds', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    await page.getByRole('button', { name: 'More controls' }).click();
    await page.getByRole('button', { name: 'Show pounds' }).click();
    await page.getByLabel('Load in lb').fill('315');
    await page.getByLabel('Load in lb').press('Enter');
    await expect.poll(() => test.commands.at(-1)?.command).toEqual({ type: 'load', loadKg: 142.882 });
  });

  it('shows a coach everything and lets him change nothing', async () => {
    const { page } = await phone(test.viewer.token);
    await sees(page, 'This link may only look.');
    expect(await page.getByRole('button', { name: 'End set' }).count()).toBe(0);
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

  it('draws how the lifter moves as it comes, and forgets what is long past', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    // Text, because what runs in the page is not ours to compile.
    await page.evaluate("addEventListener('drawn', ({ detail }) => (globalThis.drawnS = detail))");
    for (let i = 0; i < 300; i += 1) test.server.motion('anna', [10 + i / 20, 30, Math.sin(i / 5), null]);
    await expect.poll(() => page.evaluate('globalThis.drawnS')).toBe(24.95);
    const inked = `(() => {
      const strip = document.querySelector('beltline-app').shadowRoot.querySelector('motion-strip');
      const canvas = strip.shadowRoot.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let drawn = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 200) drawn += 1;
      return drawn;
    })()`;
    expect(await page.evaluate(inked)).toBeGreaterThan(500);
    // Nothing of another lifter is drawn here.
    test.server.motion('ben', [99, 30, 0, null]);
    await page.waitForTimeout(60);
    expect(await page.evaluate('globalThis.drawnS')).toBe(24.95);
  });

  it('draws nothing of what is over: nobody watched, or another lifter', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    const inked = `(() => {
      const strip = document.querySelector('beltline-app').shadowRoot.querySelector('motion-strip');
      const canvas = strip.shadowRoot.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      // The curve of the bar is bluer than anything else in the picture.
      let blue = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200 && data[i + 2] > data[i] + 60) blue += 1;
      return blue;
    })()`;
    for (let i = 0; i < 100; i += 1) test.server.motion('anna', [10 + i / 20, 30, Math.sin(i / 5), null]);
    await expect.poll(() => page.evaluate(inked)).toBeGreaterThan(100);
    show({ monitoring: 'not-monitoring' });
    await sees(page, /NOT MONITORING/);
    await expect.poll(() => page.evaluate(inked)).toBe(0);
  });

  it('says every rep to who cannot see, singles too, and none that was before', async () => {
    show({ set: setWith([0.6]) });
    const { page } = await phone();
    await sees(page, '0.60');
    const said = page.locator('[aria-live="polite"]');
    expect(await said.textContent()).toBe('');
    show({ set: { ...setWith([0.4]), index: 2 } });
    await expect.poll(() => said.textContent()).toContain('0.40');
    show({ set: { ...setWith([0.3]), index: 3 } });
    await expect.poll(() => said.textContent()).toContain('0.30');
  });

  it('shows the load that holds, and counts quick taps', async () => {
    const { page } = await phone();
    await sees(page, 'READY');
    const more = page.getByRole('button', { name: '2.5 kg more' });
    await more.click();
    await more.click();
    await expect
      .poll(() => test.commands.map(({ command }) => command))
      .toEqual([
        { type: 'load', loadKg: 102.5 },
        { type: 'load', loadKg: 105 },
      ]);
    const field = page.getByLabel('Load in kg');
    await field.fill('750');
    await field.press('Enter');
    // As much as a bar holds is sent; the session goes on saying what holds, here still the old load.
    await expect.poll(() => test.commands.at(-1)?.command).toEqual({ type: 'load', loadKg: 600 });
    await expect.poll(() => field.inputValue(), { timeout: 5000 }).toBe('100');
  });

  it('tells what a demo shows, and that it is one', async () => {
    story = { title: 'Work set', text: 'Her back gives way.', chapter: 3, chapters: 6 };
    const { page, complaints } = await phone();
    await sees(page, 'simulated lifter');
    await sees(page, '3/6 Work set.');
    await sees(page, 'Her back gives way.');
    expect(complaints).toEqual([]);
  });

  it('has load and end of the set under the thumb, whatever is shown above', async () => {
    show({ set: setWith([0.6, 0.5, 0.4, 0.4]) });
    const { page } = await phone();
    const button = page.getByRole('button', { name: 'End set' });
    await button.waitFor();
    const box = await button.boundingBox();
    expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  });

  it('shows the curves of each rep of the last set, the gravest first', async () => {
    const set = setWith([0.6, 0.5, 0.4]);
    const mild = { ...rep.lumbar, severity: 'none' } as const;
    const reps = set.reps.map((one, i) => (i === 1 ? one : { ...one, lumbar: mild }));
    show({ set: { ...set, reps } });
    traces = { set: 1, reps: reps.map(({ index, liftOffS }) => ({ index, trace: trace(liftOffS - 0.3) })) };
    const { page, complaints } = await phone();
    await page.getByRole('button', { name: 'Last set' }).click();
    await sees(page, 'Rep 2, curve by curve');
    expect(await page.locator('rep-plots canvas').count()).toBe(3);
    await page.getByRole('button', { name: 'Rep 3', exact: true }).click();
    await sees(page, 'Rep 3, curve by curve');
    await sees(page, /Lower back: /);
    expect(await page.locator('rep-plots canvas').count()).toBe(3);
    await picture(page, 'curves');
    // States come twenty times a second; nothing of a curve changes with them.
    await page.evaluate(
      `globalThis.kept = document.querySelector('beltline-app').shadowRoot.querySelector('rep-plots').shadowRoot.querySelector('canvas')`,
    );
    for (const batteryPct of [80, 79, 78]) {
      show({ links: [{ ...BELT, batteryPct }] });
      await sees(page, `belt connected, ${batteryPct} %`);
    }
    expect(await page.evaluate('globalThis.kept.isConnected')).toBe(true);
    // Another set begins: its curves are not those of the last one.
    show({ set: { ...setWith([0.6]), index: 2 } });
    await sees(page, 'Its curves are not here.');
    expect(complaints).toEqual([]);
  });

  it('never shows the curves of one lifter under the rep of another', async () => {
    await test.close();
    const anna = { ...LIFTER, links: [BELT], set: setWith([0.6]) };
    const ben = { ...anna, id: 'ben', athlete: 'ben', set: setWith([0.5]) };
    test = await startTestServer({
      folder: FOLDER,
      athletes: ['anna', 'ben'],
      state: () => ({ atS: 1, lifters: [anna, ben], story: null }),
      traces: (lifter) => tracesOf(lifter === 'anna' ? 30 : 5),
    });
    const { page } = await phone();
    await page.getByRole('button', { name: 'Last set' }).click();
    const pitch = (): Promise<unknown> =>
      page.evaluate(
        `document.querySelector('beltline-app').shadowRoot.querySelector('rep-plots').traces?.reps[0].trace.pitchDeg[0] ?? null`,
      );
    await expect.poll(pitch).toBe(30);
    // Answers about anna are slow now; ben's are not.
    await page.route('**/api/traces?lifter=anna', async (route) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 400);
      });
      await route.continue();
    });
    const whose = page.getByLabel('Whose belt');
    await whose.selectOption('ben');
    await expect.poll(pitch).toBe(5);
    await whose.selectOption('anna');
    expect(await pitch()).not.toBe(5);
    await whose.selectOption('ben');
    await expect.poll(pitch).toBe(5);
    await page.waitForTimeout(600);
    expect(await pitch()).toBe(5);
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
