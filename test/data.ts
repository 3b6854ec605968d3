/**
 * Tests on the real recordings, which are not part of this repository. Where they are absent the test is skipped and its
 * name says so; with `CI=true` it fails instead, so that CI cannot silently stop measuring. A CI that has no right to
 * them says so with `BELTLINE_DATA=none`.
 */
import { describe, expect, it } from 'vitest';
import { DATA_MISSING, dataFolder } from '../bench/data.ts';

/** Like `describe`, for tests that read the recordings in folder `kind` (`orientation`, `barbell-bar`, …). */
export const describeWithData = (kind: string, name: string, body: (folder: string) => void): void => {
  const folder = dataFolder(kind);
  if (folder !== null) {
    describe(name, () => body(folder));
    return;
  }
  const mustRun = process.env['CI'] === 'true' && process.env['BELTLINE_DATA'] !== 'none';
  describe(`${name} [${kind}: ${DATA_MISSING}]`, () => {
    it.skipIf(!mustRun)('finds its recordings', () => {
      expect.fail(`no recordings of kind "${kind}": set BELTLINE_DATA, or BELTLINE_DATA=none to do without`);
    });
  });
};
