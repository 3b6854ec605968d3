import { expect, it } from 'vitest';
import { loadingArguments } from '../../../../src/devices/link/radio-process/spawn.ts';

it('hands on how modules are loaded, not what is run or how it is debugged', () => {
  const given = [
    '--inspect=9229',
    '--require',
    'pre.cjs',
    '--import=tsx',
    '-e',
    'code',
    '--import',
    'file:///a',
  ];
  expect(loadingArguments(given)).toEqual(['--require', 'pre.cjs', '--import=tsx', '--import', 'file:///a']);
  expect(loadingArguments(['--import'])).toEqual([]);
});
