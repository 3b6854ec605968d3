/** Values of `beltline demo`, with a word on how to mend what is wrong. Loads nothing: help must stay quick. */
import { InvalidArgumentError } from 'commander';

const MAX_SPEED = 100;

const wholeNumber = /^\d{1,9}$/;
const decimal = /^(\d+\.?\d*|\.\d+)$/;

/** `--seed` */
export const parseSeed = (text: string): number => {
  if (wholeNumber.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 0 to 999999999, for example 7.');
};

/** `--speed` */
export const parseSpeed = (text: string): number => {
  if (text === 'max') return Infinity;
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= MAX_SPEED) return value;
  throw new InvalidArgumentError(`Give a number from 1 (real time) to ${MAX_SPEED}, or "max".`);
};
