/** A real browser for tests of the page, if there is one; otherwise tests say so and how to get it. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axeCore from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browserPath = (): string | undefined =>
  [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
const pageBuilt = (): boolean => existsSync(join(import.meta.dirname, '../../../dist/page/index.html'));

/** What is missing, and how to get it; `null` if nothing is. */
const lacking = (needsPage: boolean): string | null => {
  if (browserPath() === undefined)
    return 'Chromium is not installed: apt-get install --no-install-recommends chromium fonts-liberation';
  return !needsPage || pageBuilt() ? null : 'The page is not built: npm run page';
};

/**
 * Tests in a browser. Where one is missing they are skipped with a word, and fail where `CI` is set.
 * @param needsPage whether the live page must have been built
 */
export const describeInBrowser = (name: string, tests: () => void, needsPage = true): void => {
  const missing = lacking(needsPage);
  if (missing === null) describe(name, tests);
  else if (process.env['CI'] === undefined) describe.skip(`${name} (${missing})`, tests);
  else describe(name, () => it('has what it needs', () => expect(missing).toBeNull()));
};

/** Nothing of it leaves this machine. */
export const launch = (): Promise<Browser> => {
  const executablePath = browserPath();
  if (executablePath === undefined) throw new Error('no browser');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
};

/** A page on a phone, and what it complained of. */
export const openPhone = async (
  browser: Browser,
  url: string,
): Promise<{ page: Page; complaints: string[] }> => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
};

/** What axe-core calls serious or critical. */
export const seriousFaults = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const axe: typeof axeCore = Reflect.get(globalThis, 'axe');
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
};

/** Pictures of states are kept where CI wants them. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['BELTLINE_PICTURES'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
