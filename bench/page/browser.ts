/** The page in a real browser, watched by its own clock. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const browserPath = (): string | undefined =>
  [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));

export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });

/** Text, because it runs in the page: notes for every picture of the motion when its frame was through. */
const WATCH = `(() => {
  globalThis.frames = [];
  globalThis.longTasks = 0;
  new PerformanceObserver((list) => { globalThis.longTasks += list.getEntries().length; }).observe({ type: 'longtask' });
  addEventListener('drawn', ({ detail }) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => globalThis.frames.push([detail, performance.timeOrigin + performance.now()]);
    // Within a frame's callback: a message is handled only after the frame was painted.
    channel.port2.postMessage(null);
  });
})()`;

/** One picture: session time of the newest sample in it, s, and when it was on the screen, Unix ms. */
export type Frame = readonly [sampleS: number, shownMs: number];

const isFrames = (value: unknown): value is readonly Frame[] =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 2);

export const watchPage = (page: Page): Promise<unknown> => page.evaluate(WATCH);

export const framesOf = async (page: Page): Promise<readonly Frame[]> => {
  const frames: unknown = await page.evaluate('globalThis.frames');
  if (!isFrames(frames)) throw new TypeError('the page kept no frames');
  return frames;
};

/** Time that scripts took in the page since this was called, s. */
export const measureScripts = async (page: Page): Promise<() => Promise<number>> => {
  const devtools = await page.context().newCDPSession(page);
  // It counts from here on, and only while the connection stands.
  await devtools.send('Performance.enable');
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    await devtools.detach();
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN;
  };
};
