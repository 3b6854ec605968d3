/**
 * The first guard of a rule: its text, word by word, before any parser sees it. It knows columns, which the tree of the
 * parser does not, so most mistakes are told from here. What it lets through is still checked node by node.
 */
import { RuleFault } from './problem.ts';

/** Longest rule, characters. */
const MAX_LENGTH = 500;

export interface RuleWord {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
  /** 1-based. */
  readonly column: number;
}

/** Names that are operators. */
export const WORD_OPERATORS: readonly string[] = ['and', 'or', 'not', 'xor'];

const WORD =
  /(?<space>[ \t]+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z][A-Za-z0-9]*)|(?<sign><=|>=|==|!=|[<>+\-*/^(),?:])/y;

/** Why some characters are refused: each stands for a mistake that is easily made, or for a way to do harm. */
const REFUSALS: Readonly<Record<string, string>> = {
  '=': '"=" would assign a value; compare with "=="',
  '%': '"%" is not allowed: velocityLoss and stickingDrop are in per cent already',
  '!': 'say "not", or "!=" between two values',
  '&': 'say "and"',
  '|': 'say "or"',
  '"': 'texts are not allowed',
  "'": 'texts are not allowed',
  '.': '"." is not allowed outside numbers',
  ';': 'one expression only',
  '\n': 'one line only',
  '#': 'comments are not allowed',
  '[': 'lists are not allowed',
  '{': 'objects are not allowed',
};

const PRINTABLE = /^[ -~]$/;

const refusal = (character: string): string => {
  const known = Object.hasOwn(REFUSALS, character) ? REFUSALS[character] : undefined;
  if (known !== undefined) return known;
  const shown = JSON.stringify(character);
  return PRINTABLE.test(character)
    ? `${shown} is not allowed`
    : `the character ${shown} is not allowed; use plain letters, digits and signs`;
};

/** Cuts a rule into words; throws a {@link RuleFault} at the first character that no rule may contain. */
export const readWords = (text: string): RuleWord[] => {
  if (text.length > MAX_LENGTH) throw new RuleFault(null, `longer than ${MAX_LENGTH} characters`);
  const words: RuleWord[] = [];
  const pattern = new RegExp(WORD);
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined)
      throw new RuleFault(at + 1, refusal(String.fromCodePoint(text.codePointAt(at) ?? 0)));
    for (const kind of ['number', 'name', 'sign'] as const) {
      const word = groups[kind];
      if (word !== undefined) words.push({ kind, text: word, column: at + 1 });
    }
  }
  if (words.length === 0) throw new RuleFault(null, 'empty; write a condition such as "velocityLoss > 20"');
  return words;
};

const isOperator = ({ kind, text }: RuleWord): boolean => kind === 'name' && WORD_OPERATORS.includes(text);
const ends = (word: RuleWord): boolean => (word.kind === 'sign' ? word.text === ')' : !isOperator(word));
const begins = (word: RuleWord): boolean => (word.kind === 'sign' ? word.text === '(' : !isOperator(word));

/** Refuses what stands side by side without a sign: the parser would multiply it. A name before "(" is a call. */
export const refuseImplicitProducts = (words: readonly RuleWord[]): void => {
  words.forEach((word, i) => {
    const before = words[i - 1];
    if (before === undefined || !ends(before) || !begins(word)) return;
    if (before.kind === 'name' && word.text === '(') return;
    throw new RuleFault(
      word.column,
      `something is missing between "${before.text}" and "${word.text}"; write "*" to multiply`,
    );
  });
};

/** Refuses ":" without "?" before it: a range of numbers. */
export const refuseRanges = (words: readonly RuleWord[]): void => {
  let open = 0;
  for (const { text, column } of words) {
    if (text === '?') open += 1;
    if (text === ':') open -= 1;
    if (open < 0) throw new RuleFault(column, '":" is allowed only after "?", as in "a ? b : c"');
  }
};
