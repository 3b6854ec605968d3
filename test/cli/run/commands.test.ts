import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_HELP, parseCommand } from '../../../src/cli/run/commands.ts';

const athletes = ['anna', 'Ben'];
const parse = (line: string) => parseCommand(line, athletes);

describe('commands typed while a session runs', () => {
  it.each([
    ['load 140', { type: 'load', loadKg: 140 }],
    ['load 62.5 kg', { type: 'load', loadKg: 62.5 }],
    ['exercise squat', { type: 'exercise', exercise: 'squat' }],
    ['athlete ben', { type: 'athlete', athlete: 'Ben' }],
    ['mute', { type: 'mute', mute: true }],
    ['unmute', { type: 'mute', mute: false }],
    ['  LOAD   100  ', { type: 'load', loadKg: 100 }],
  ])('%s', (line, command) => {
    expect(parse(line)).toEqual({ type: 'session', command });
  });

  it('takes pounds', () => {
    expect(parse('load 315 lb')).toEqual({
      type: 'session',
      command: { type: 'load', loadKg: 315 * 0.45359237 },
    });
  });

  it('takes the beginning of a word where it is clear', () => {
    expect(parse('q')).toEqual({ type: 'quit' });
    expect(parse('ex')).toMatchObject({ type: 'unclear' });
  });

  it.each([
    ['load', 'say how much'],
    ['load heavy', 'For example'],
    ['load 1e9', 'for example'],
    ['load 900', 'between 0 and 600 kg'],
    ['exercise curl', 'Choose one of'],
    ['exercise plank', 'cannot be analysed yet'],
    ['athlete zoe', 'There is: anna, Ben'],
    ['dance', 'Type help'],
  ])('says how to mend "%s"', (line, hint) => {
    const parsed = parse(line);
    expect(parsed.type).toBe('unclear');
    expect(parsed.type === 'unclear' ? parsed.text.toLowerCase() : '').toContain(hint.toLowerCase());
  });

  it('explains every command', () => {
    for (const line of COMMAND_HELP) expect(parse(line.split(/[ ,]/)[0]).type).not.toBe('nothing');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (line) => typeof parse(line).type === 'string'));
  });
});
