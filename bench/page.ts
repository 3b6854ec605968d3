/**
 * The live page: how late a sample is seen, what a picture costs the phone, what pages cost the service, and how soon the
 * demo shows something. Needs Chromium and the built page.
 */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import type { WorldConfigInput } from '../src/simulator/world/index.ts';
import { pause } from './link/stage.ts';
import {
  browserPath,
  type Frame,
  framesOf,
  launchBrowser,
  measureScripts,
  watchPage,
} from './page/browser.ts';
import { openClients } from './page/clients.ts';
import { type BenchedService, startService } from './page/service.ts';
import type { BenchOptions } from './registry.ts';
import { atMost, type BenchReport, info } from './report.ts';
import { quantile } from './statistics.ts';

const ROOT = join(import.meta.dirname, '..');
const PHONE = { width: 390, height: 844 };
const SECONDS = 60;
const QUICK_SECONDS = 10;
const CLIENTS = 10;
/** Of the belt. */
const RATE_HZ = 208;
/** Starts of the demo: the slowest counts. */
const STARTS = 3;
/** Until the link stands and the lifter moves, s. */
const SETTLE_S = 8;

/** A lifter who does not stop. */
const WORLD: WorldConfigInput = {
  lifters: [
    {
      seed: 15_001,
      startAfterS: 2,
      restS: 3,
      repeats: true,
      // What a test could ask of the belt later would grow with every sample.
      belt: { keepsSamples: false },
      recordings: [{ scenario: 'deadlift-touch-and-go', seed: 15_001, reps: 8, loadFraction: 0.6 }],
    },
  ],
};

const pageBytes = async (): Promise<number> => {
  const files = await readdir(join(ROOT, 'dist/page'), { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => gzipSync(await readFile(join(file.parentPath, file.name))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** From the command to the first picture of the page, s. */
const demoStart = async (browser: Browser): Promise<number> => {
  const startedMs = performance.now();
  const demo = spawn('npm', ['run', '--silent', 'demo', '--', '--page', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    // The whole of it ends together: npm does not pass signals on.
    detached: true,
  });
  const ended = new Promise((resolve) => demo.on('close', resolve));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      demo.on('close', () => reject(new Error(`the demo did not start: ${text}`)));
      demo.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /Live page: (\S+)/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const page = await browser.newPage({ viewport: PHONE });
    await page.goto(url);
    await page.locator('.banner').waitFor();
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
    const seconds = (performance.now() - startedMs) / 1000;
    await page.close();
    return seconds;
  } finally {
    if (demo.pid !== undefined) process.kill(-demo.pid, 'SIGINT');
    await ended;
  }
};

const starts = async (browser: Browser, count: number): Promise<readonly number[]> => {
  const seconds: number[] = [];
  for (let i = 0; i < count; i += 1) seconds.push(await demoStart(browser));
  return seconds;
};

/** A service for as long as somebody measures it. */
const withService = async <T>(measure: (service: BenchedService) => Promise<T>): Promise<T> => {
  const service = await startService(WORLD, false);
  try {
    return await measure(service);
  } finally {
    await service.close();
  }
};

/**
 * How late each sample is seen: with the first picture that holds it or a later one. Samples come evenly, so the delays of all
 * that fall between two pictures are those of the newest of them and up to their distance more.
 */
const delaysOf = (frames: readonly Frame[], zeroEpochMs: number): readonly number[] =>
  frames.slice(1).flatMap(([sampleS, shownMs], i) => {
    const [beforeS] = frames[i];
    const newest = shownMs - zeroEpochMs - 1000 * sampleS;
    const samples = Math.max(1, Math.round((sampleS - beforeS) * RATE_HZ));
    return Array.from({ length: samples }, (_, k) => newest + (1000 * k) / RATE_HZ);
  });

const watched = (browser: Browser, seconds: number) =>
  withService(async (service) => {
    const page = await browser.newPage({ viewport: PHONE });
    await page.goto(service.url);
    await page.locator('motion-strip canvas').waitFor();
    await pause(1000 * SETTLE_S);
    await watchPage(page);
    const scripts = await measureScripts(page);
    await pause(1000 * seconds);
    const scriptS = await scripts();
    const frames = await framesOf(page);
    const longTasks = Number(await page.evaluate('globalThis.longTasks'));
    await page.close();
    return {
      delaysMs: delaysOf(frames, service.zeroEpochMs),
      perFrameMs: (1000 * scriptS) / frames.length,
      framesPerS: frames.length / seconds,
      longTasks,
    };
  });

/** Share of a core with so many pages, per cent. */
const processorWith = (count: number, seconds: number) =>
  withService(async (service) => {
    const clients = await openClients(service.url, count);
    await pause(1000 * SETTLE_S);
    const [before, heard] = [await service.state(), clients.heard()];
    await pause(1000 * seconds);
    const after = await service.state();
    const messages = clients.heard() - heard;
    clients.close();
    return {
      share: (100 * (after.processorS - before.processorS)) / (after.atS - before.atS),
      messagesPerS: messages / Math.max(1, count) / seconds,
    };
  });

export const runPageBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const path = browserPath();
  if (path === undefined)
    return {
      rows: [],
      skipped: 'skipped: Chromium is not installed (apt-get install chromium, or set CHROMIUM)',
    };
  const seconds = quick ? QUICK_SECONDS : SECONDS;
  const browser = await launchBrowser(path);
  try {
    const startS = await starts(browser, quick ? 1 : STARTS);
    const { delaysMs, perFrameMs, framesPerS, longTasks } = await watched(browser, seconds);
    const alone = await processorWith(0, seconds / 2);
    const crowded = await processorWith(CLIENTS, seconds / 2);
    return {
      rows: [
        atMost(
          `\`npm run demo\` to the first picture of its page, slowest of ${startS.length}`,
          Math.max(...startS),
          's',
          5,
        ),
        atMost('sample to pixel, 95 of 100', quantile(delaysMs, 0.95), 'ms', 150),
        info('sample to pixel, 50 of 100', quantile(delaysMs, 0.5), 'ms'),
        info('sample to pixel, 99 of 100', quantile(delaysMs, 0.99), 'ms'),
        info('pictures of the motion', framesPerS, '/s'),
        atMost('scripts for each of them, on average', perFrameMs, 'ms', 4),
        info('tasks longer than 50 ms', longTasks, ''),
        atMost('page on its way to the phone, gzip', (await pageBytes()) / 1000, 'kB', 80),
        info('processor of the service without a page, of one core', alone.share, '%'),
        info(`processor of the service with ${CLIENTS} pages, of one core`, crowded.share, '%'),
        info('messages to each page', crowded.messagesPerS, '/s'),
      ],
      skipped: null,
    };
  } finally {
    await browser.close();
  }
};
