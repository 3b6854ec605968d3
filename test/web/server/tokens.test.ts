import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileTokens, tokenFile } from '../../../src/cli/page/token-file.ts';
import { createTokens } from '../../../src/web/server/tokens.ts';

describe('a token', () => {
  it('allows what it was given for, until it is taken back', () => {
    const tokens = createTokens();
    const { token, given } = tokens.give('viewer', 7);
    expect(token).toMatch(/^[\w-]{22}$/);
    expect(tokens.roleOf(token)).toBe('viewer');
    expect(tokens.roleOf(`${token}x`)).toBeNull();
    expect(tokens.roleOf('')).toBeNull();
    expect(tokens.roleOf('x'.repeat(10_000))).toBeNull();
    expect(tokens.revoke('nobody')).toBe(false);
    expect(tokens.revoke(given.id)).toBe(true);
    expect(tokens.roleOf(token)).toBeNull();
  });

  it('is another one every time', () => {
    const tokens = createTokens();
    expect(new Set(Array.from({ length: 100 }, () => tokens.give('lifter', 0).token)).size).toBe(100);
  });
});

describe('tokens in a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beltline-tokens-'));
    file = tokenFile(join(folder, 'beltline.db'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('hold from one run to the next, for their owner only, and are not in it', () => {
    const { token } = fileTokens(file).give('lifter', 1);
    expect(fileTokens(file).roleOf(token)).toBe('lifter');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(file).toBe(join(folder, 'beltline.tokens.json'));
  });

  it('are taken back for a service that runs', async () => {
    const running = fileTokens(file);
    const { token, given } = running.give('lifter', 1);
    // A file system may count whole milliseconds.
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
    fileTokens(file).revoke(given.id);
    expect(running.roleOf(token)).toBeNull();
  });

  it('are refused where the file is none of ours', () => {
    writeFileSync(file, '{"tokens":[{"id":"x"}]}');
    expect(() => fileTokens(file)).toThrow(/no file of tokens/);
  });
});
