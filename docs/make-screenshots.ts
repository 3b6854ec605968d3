/**
 * Takes the pictures of the page for the README from the demo: the real service, a real browser, the story as everybody
 * sees it. `npm run page && npx tsx docs/make-screenshots.ts` (needs Chromium; takes a minute).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const PICTURES = join(import.meta.dirname, 'pictures');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
const LONGEST_MS = 90_000;

const main = join(import.meta.dirname, '../src/cli/main.ts');
const demo = spawn(process.execPath, ['--import', 'tsx', main, 'demo', '--speed', '4', '--page', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const link = (): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    demo.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /Live page: (\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });

const shoot = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  process.stdout.write(`wrote ${name}.png\n`);
};

try {
  const page = await browser.newPage({ viewport: PHONE, colorScheme: 'dark' });
  page.setDefaultTimeout(LONGEST_MS);
  await page.goto(await link());
  await page.getByText('4/7 Work set.').waitFor();
  // The set before is shown until the first rep of this one.
  const count = page.locator('.count');
  for (const reps of ['1', '3']) await count.getByText(reps, { exact: true }).waitFor();
  await page.getByText('◆ SET').waitFor();
  await page.locator('warning-screen button').waitFor({ state: 'detached' });
  await shoot(page, 'phone-live');
  await page.getByRole('button', { name: /lower back gave way/ }).waitFor();
  await shoot(page, 'phone-warning');
  await page.getByText('5/7 Lost link.').waitFor();
  await page.getByRole('button', { name: 'Last set' }).click();
  await page.locator('rep-plots canvas').first().waitFor();
  await page.locator('warning-screen button').waitFor({ state: 'detached' });
  await page.locator('rep-plots').scrollIntoViewIfNeeded();
  await page.evaluate(
    'document.querySelector("beltline-app").shadowRoot.querySelector("rep-plots").scrollIntoView()',
  );
  await page.locator('warning-screen button').waitFor({ state: 'detached' });
  await shoot(page, 'phone-debrief');
  await page.getByText('7/7 Debrief.').waitFor();
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'History' }).click();
  await page.locator('trend-chart canvas').first().waitFor();
  await page.locator('warning-screen button').waitFor({ state: 'detached' });
  await page.evaluate('scrollTo(0, 0)');
  await page.waitForTimeout(300);
  await shoot(page, 'desk-history');
} finally {
  await browser.close();
  demo.kill('SIGINT');
}
