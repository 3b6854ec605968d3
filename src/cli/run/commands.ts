/** What may be typed while a session runs. */
import { InvalidArgumentError } from 'commander';
import type { SessionCommand } from '../session/inputs.ts';
import { parseExercise, parseLoad } from '../options.ts';

/** A line at the terminal, understood. */
export type TypedCommand =
  | { readonly type: 'session'; readonly command: SessionCommand }
  /** Feel which buzz is which. */
  | { readonly type: 'buzz' }
  | { readonly type: 'status' }
  | { readonly type: 'help' }
  | { readonly type: 'quit' }
  | { readonly type: 'nothing' }
  | { readonly type: 'unclear'; readonly text: string };

export const COMMAND_HELP: readonly string[] = [
  'load 140         kilograms on the bar ("load 315 lb" works too)',
  'exercise squat   another lift',
  'athlete ben      somebody else lifts',
  'end              the set is over; it ends by itself after a pause',
  'buzz             feel the buzz',
  'mute, unmute     no buzz and no bell, or again',
  'status           link, battery, load',
  'quit             end the session',
];

/** Exact since 1959. */
const KG_PER_LB = 0.45359237;

const WORDS = [
  'load',
  'exercise',
  'athlete',
  'buzz',
  'mute',
  'unmute',
  'end',
  'status',
  'help',
  'quit',
  'exit',
];

const unclear = (text: string): TypedCommand => ({ type: 'unclear', text });

const loadOf = (argument: string): TypedCommand => {
  const match = /^(\S+?)\s*(kg|lbs?)?$/i.exec(argument);
  if (match === null) return unclear('Say how much: load 140, or load 315 lb.');
  const pounds = (match[2] ?? 'kg').toLowerCase().startsWith('lb');
  const given = parseLoad(match[1], pounds ? KG_PER_LB : 1);
  return { type: 'session', command: { type: 'load', loadKg: given } };
};

const athleteOf = (argument: string, athletes: readonly string[]): TypedCommand => {
  const found = athletes.find((name) => name.toLowerCase() === argument.toLowerCase());
  return found === undefined
    ? unclear(`There is no athlete "${argument}". There is: ${athletes.join(', ')}.`)
    : { type: 'session', command: { type: 'athlete', athlete: found } };
};

const understand = (word: string, argument: string, athletes: readonly string[]): TypedCommand => {
  switch (word) {
    case 'load':
      return loadOf(argument);
    case 'exercise':
      return { type: 'session', command: { type: 'exercise', exercise: parseExercise(argument) } };
    case 'athlete':
      return athleteOf(argument, athletes);
    case 'end':
      return { type: 'session', command: { type: 'end-set' } };
    case 'buzz':
    case 'status':
    case 'help':
    case 'quit':
      return { type: word };
    case 'exit':
      return { type: 'quit' };
    case 'mute':
    case 'unmute':
      return { type: 'session', command: { type: 'mute', mute: word === 'mute' } };
    default:
      return unclear(`"${word}" is no command. Type help.`);
  }
};

/** Reads one typed line. Beginnings of words will do where only one command begins so. */
export const parseCommand = (line: string, athletes: readonly string[]): TypedCommand => {
  const [typed = '', ...rest] = line.trim().split(/\s+/);
  if (typed === '') return { type: 'nothing' };
  const matches = WORDS.filter((name) => name.startsWith(typed.toLowerCase()));
  const word = WORDS.includes(typed.toLowerCase())
    ? typed.toLowerCase()
    : matches.length === 1
      ? matches[0]
      : typed;
  try {
    return understand(word, rest.join(' '), athletes);
  } catch (error) {
    if (error instanceof InvalidArgumentError) return unclear(error.message);
    throw error;
  }
};
