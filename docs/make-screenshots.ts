/**
 * Takes the pictures of the phone page for the README: a virtual session, the real service, a real browser.
 * `npm run page && npx tsx docs/make-screenshots.ts` (needs Chromium; takes half a minute).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const PICTURES = join(import.meta.dirname, 'pictures');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const PHONE = { width: 390, height: 844 };
const LONGEST_MS = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'beltline-pictures-'));
const main = join(import.meta.dirname, '../src/cli/main.ts');
const service = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    main,
    'run',
    '--virtual',
    '--load',
    '140',
    '--page',
    '0',
    '--store',
    join(folder, 'x.db'),
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const link = (): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    service.stdout.on('data', (data: Buffer) => {
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
  await page.goto(await link());
  const count = page.locator('.count');
  await count.filter({ hasText: '3' }).waitFor({ timeout: LONGEST_MS });
  await page.getByText('READY').or(page.getByText('◆ SET')).first().waitFor();
  await shoot(page, 'phone-live');
  await page.getByRole('button', { name: /lower back gave way/ }).waitFor({ timeout: LONGEST_MS });
  await shoot(page, 'phone-warning');
  await count.filter({ hasText: '5' }).waitFor({ timeout: LONGEST_MS });
  await page.getByRole('button', { name: 'Last set' }).click();
  await page.waitForTimeout(3500);
  await page.evaluate('scrollTo(0, 0)');
  await shoot(page, 'phone-debrief');
} finally {
  await browser.close();
  service.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}
