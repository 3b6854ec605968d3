import { describe, expect, test } from 'vitest';
import { createVirtualWorld, parseWorldConfig } from '../../../src/simulator/world/index.ts';

describe('the description of a world', () => {
  test('needs no more than a lifter', () => {
    const config = parseWorldConfig({ lifters: [{ seed: 1 }] });
    expect(config).toMatchObject({ begins: 'first-sample', faults: [], air: { loss: 0 } });
    expect(config.lifters[0]).toMatchObject({ recordings: [], thoracic: null, repeats: false });
  });

  test('is refused with everything that is wrong with it', () => {
    const wrong = {
      lifters: [{ seed: -1, recordings: [{ scenario: 'juggling', seed: 1 }] }],
      weather: 'fine',
      faults: [{ atS: 1, action: { do: 'explode' } }],
    };
    const parse = () => parseWorldConfig(wrong);
    expect(parse).toThrow(/lifters\.0\.seed: /);
    expect(parse).toThrow(/lifters\.0\.recordings\.0\.scenario: /);
    expect(parse).toThrow(/faults\.0\.action/);
    expect(parse).toThrow(/weather/);
  });

  test('must not have two belts that are alike', () => {
    const lifter = { seed: 1, belt: { serial: '0123456789abcdef' } };
    expect(() => createVirtualWorld({ lifters: [lifter, { ...lifter, name: 'other' }] })).toThrow(
      /two belts have the serial 0123456789abcdef/,
    );
    expect(() =>
      createVirtualWorld({
        lifters: [
          { seed: 1, name: 'x' },
          { seed: 2, name: 'x' },
        ],
      }),
    ).toThrow(/two belts have the name x/);
  });

  test('must not have faults of belts that are not there', () => {
    const faults = [{ atS: 1, action: { do: 'drop-link' as const, belt: 'nobody' } }];
    expect(() => createVirtualWorld({ lifters: [{ seed: 1, name: 'anna' }], faults })).toThrow(
      /a fault names the belt "nobody"/,
    );
  });
});
