import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson, encodeJson } from '../../../src/recording/mcap/json.ts';

const text = (value: unknown): string => new TextDecoder().decode(encodeJson(value));
const bytes = (json: string): Uint8Array => new TextEncoder().encode(json);

describe('JSON', () => {
  it('brings every double back, bit by bit', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (numbers) => {
        expect(decodeJson(encodeJson(numbers))).toStrictEqual(numbers);
      }),
      {
        examples: [[[Number.NaN, Infinity, -Infinity, -0, 0, Number.MIN_VALUE, Number.MAX_VALUE, 0.1 + 0.2]]],
      },
    );
  });

  it('stays JSON that others read', () => {
    expect(text({ a: 1.5, b: [-0, Number.NaN], c: null })).toBe(
      '{"a":1.5,"b":[{"$number":"-0"},{"$number":"NaN"}],"c":null}',
    );
  });

  it('takes only its own words for numbers', () => {
    for (const json of [
      '{"$number":"0x1f"}',
      '{"$number":1}',
      '{"$number":"NaN","b":1}',
      '{"$number":"constructor"}',
    ]) {
      expect(decodeJson(bytes(json))).toStrictEqual(JSON.parse(json));
    }
  });

  it('refuses what it cannot hold', () => {
    expect(() => encodeJson(undefined)).toThrow(TypeError);
    expect(() => encodeJson(() => 1)).toThrow(TypeError);
    expect(() => encodeJson(1n)).toThrow(TypeError);
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(TypeError);
  });
});
