/** The C codec for firmware, written from the SPEC alone: the vectors, a short fuzz, and what it needs on a Cortex-M4. */
import { describe, expect, it } from 'vitest';
import { make, missing } from '../../firmware-protocol/c/tests/make.ts';

/** Building with sanitizers takes a slow machine a while. */
const DEADLINE_MS = 240_000;

/** A suite that needs these commands: skipped, with a word how to get them, without; in CI it fails then. */
const describeWith = async (
  what: string,
  commands: readonly string[],
  install: string,
  tests: () => void,
) => {
  const lacking = await missing(commands);
  if (lacking.length === 0) {
    describe(what, { timeout: DEADLINE_MS }, tests);
    return;
  }
  const why = `needs ${lacking.join(', ')} (Debian: apt-get install ${install})`;
  describe(`${what}: ${why}`, () => {
    it.skipIf(process.env['CI'] !== 'true')('finds its compiler', () => {
      expect.fail(why);
    });
  });
};

await describeWith('C codec', ['make', 'cc'], 'make gcc libc6-dev', () => {
  it('decodes and encodes every vector, and refuses to encode what is out of range', async () => {
    const { ok, output } = await make('check');
    expect(output).toMatch(/^[1-9]\d* passed, 0 failed$/m);
    expect(ok).toBe(true);
  });

  it('survives random and mutated frames under sanitizers', async () => {
    const { ok, output } = await make('fuzz', 'COUNT=200000');
    expect(output).toMatch(/^200000 frames, 0 failures, /m);
    expect(ok).toBe(true);
  });
});

await describeWith('C codec on a Cortex-M4', ['make', 'arm-none-eabi-gcc'], 'make gcc-arm-none-eabi', () => {
  it('needs nothing of a C library but memcpy and memset, and no memory of its own', async () => {
    const { ok, output } = await make('arm');
    expect(output).toMatch(/^\s*[1-9]\d*\s+0\s+0\s.*\(TOTALS\)$/m);
    expect(ok).toBe(true);
  });
});
