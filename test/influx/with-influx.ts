/**
 * Tests on a real InfluxDB. Where it is not installed they are skipped and their name says how to get it; with `CI=true`
 * that is a failure, so that CI cannot silently stop testing.
 */
import { describe, expect, it } from 'vitest';
import { lackingServers } from './real-server/installed.ts';

/** Like `describe`, for tests that start a server of `real-server.ts`. */
export const describeWithInflux = (name: string, tests: () => void): void => {
  const why = lackingServers();
  if (why === null) {
    describe(name, tests);
    return;
  }
  describe(`${name}: ${why}`, () => {
    it.skipIf(process.env['CI'] !== 'true')('finds its servers', () => {
      expect.fail(why);
    });
  });
};
