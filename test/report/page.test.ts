/** The report in a real browser, opened from disk. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/document.ts';
import { directoryWith } from '../cli/beltline.ts';
import { describeInBrowser, launch, picture, seriousFaults } from '../web/page/browser.ts';
import { sampleReport, sampleSection } from './sample.ts';

const [SET] = sampleSection().sets;
const MEASURED = {
  ...SET,
  reps: SET.reps.map(({ rep, trace }) => ({
    rep: { ...rep, lumbar: { ...rep.lumbar, method: 'measured' as const } },
    trace,
  })),
};
const SECTIONS = [
  sampleSection({ simulated: true }),
  sampleSection({ name: 'two-sensors.csv', sets: [MEASURED] }),
  sampleSection({ name: `a-recording-with-${'a-very-long-'.repeat(8)}name.csv` }),
];

describeInBrowser(
  'a report that is opened from disk',
  () => {
    let browser: Browser;
    let directory: Awaited<ReturnType<typeof directoryWith>>;
    let url: string;
    beforeAll(async () => {
      browser = await launch();
      directory = await directoryWith({});
      const file = join(directory.path, 'report.html');
      await writeFile(file, htmlReport(sampleReport(SECTIONS)));
      url = pathToFileURL(file).href;
    });
    afterAll(async () => {
      await browser.close();
      await directory.remove();
    });

    const open = async (
      width: number,
      colorScheme: NonNullable<BrowserContextOptions['colorScheme']>,
    ): Promise<{ page: Page; complaints: string[]; requests: string[] }> => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);
      return { page, complaints, requests };
    };

    it.each([
      [360, 'dark'],
      [390, 'light'],
      [1280, 'light'],
      [1280, 'dark'],
    ] as const)('fits %d px, %s, and can be read by everybody', async (width, scheme) => {
      const { page, complaints, requests } = await open(width, scheme);
      await picture(page, `report-${width}-${scheme}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await seriousFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([url]);
      await page.close();
    });

    it('is read as XML too, and all writing in its plots lies within them', async () => {
      const { page } = await open(360, 'light');
      const outside: unknown = await page.evaluate(`(() => {
        const source = new XMLSerializer().serializeToString(document);
        const read = new DOMParser().parseFromString(source, 'application/xhtml+xml');
        if (read.querySelector('parsererror') !== null) return ['not well-formed'];
        return [...document.querySelectorAll('svg[role=img] text')].flatMap((text) => {
          const inner = text.getBoundingClientRect();
          const outer = text.closest('figure, svg.rep-plots').getBoundingClientRect();
          const fits = inner.left >= outer.left && inner.right <= outer.right;
          return fits && inner.top >= outer.top && inner.bottom <= outer.bottom ? [] : [text.textContent];
        });
      })()`);
      expect(outside).toEqual([]);
      await page.close();
    });

    it('is light on paper', async () => {
      const { page } = await open(800, 'dark');
      const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(await ground()).not.toBe('rgb(255, 255, 255)');
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await ground()).toBe('rgb(255, 255, 255)');
      await page.close();
    });
  },
  false,
);
