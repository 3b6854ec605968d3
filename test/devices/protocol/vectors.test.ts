import { describe, expect, it } from 'vitest';
import {
  checkEverything,
  checkGenerated,
  checkMessages,
  checkVector,
} from '../../../firmware-protocol/check/check.ts';
import { readVectors } from '../../../firmware-protocol/check/vector-files.ts';

const faults = (findings: readonly { fault: string | null }[]) =>
  findings.filter(({ fault }) => fault !== null).map(({ fault }) => fault);

describe('vectors', () => {
  it('agree with the SPEC and the codec', () => {
    const findings = checkEverything();
    expect(findings.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(findings.length).toBeGreaterThan(500);
  });
});

describe('the check', () => {
  const stream = readVectors('stream');
  const [first] = stream;

  it('finds bytes that mean something else, and lines that say something else', () => {
    expect(faults(checkVector('stream', { ...first, hex: `02${first.hex.slice(2)}` }))).toHaveLength(2);
    expect(faults(checkVector('stream', { ...first, lines: ['message=imu6'] }))).toHaveLength(1);
    expect(faults(checkVector('stream', { ...first, reencodes: '' }))).toHaveLength(1);
  });

  it('finds generated vectors that are outdated, unexpected or missing', () => {
    const generated = stream.filter(({ source }) => source === 'generated');
    const [one, ...others] = generated;
    expect(faults(checkGenerated('stream', generated))).toEqual([]);
    expect(faults(checkGenerated('stream', [{ ...one, hex: '01' }, ...others]))).toEqual(['outdated']);
    expect(faults(checkGenerated('stream', [...generated, { ...one, name: 'generated-new' }]))).toEqual([
      'unexpected',
    ]);
    expect(faults(checkGenerated('stream', others))).toEqual([expect.stringContaining('missing')]);
  });

  it('wants every message made by hand', () => {
    const withoutAnchor = stream.filter(({ lines }) => lines[0] !== 'message=anchor');
    expect(faults(checkMessages('stream', withoutAnchor))).toEqual(['missing']);
    const generated = stream.filter(({ source }) => source === 'generated');
    expect(faults(checkMessages('stream', generated))).toHaveLength(3);
  });
});
