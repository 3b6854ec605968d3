/** Whether people with other senses can use a page. */
import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

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
