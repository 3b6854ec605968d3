/**
 * Tests on a real InfluxDB. Where it is not installed they are skipped and their name says how to get it; with `CI=true`
 * that is a failure, so that CI cannot silently stop testing.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const COMMANDS = ['influxd', 'nginx'];
/** nginx lives in /usr/sbin, which is on few users' path. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];

const installed = (command: string): boolean =>
  FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Like `describe`, for tests that start a server of `real-server.ts`. */
export const describeWithInflux = (name: string, tests: () => void): void => {
  const lacking = COMMANDS.filter((command) => !installed(command));
  if (lacking.length === 0) {
    describe(name, tests);
    return;
  }
  const why = `needs ${lacking.join(' and ')} (Debian: apt-get install influxdb nginx-light)`;
  describe(`${name}: ${why}`, () => {
    it.skipIf(process.env['CI'] !== 'true')('finds its servers', () => {
      expect.fail(why);
    });
  });
};
