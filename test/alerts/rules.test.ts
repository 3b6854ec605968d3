import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, loadRules, type RuleSource } from '../../src/alerts/rules.ts';
import { createRuleJudge } from '../../src/alerts/rules/judge.ts';
import { describeProblem } from '../../src/alerts/rules/problem.ts';
import { RULE_VARIABLE_NAMES } from '../../src/alerts/rules/variables.ts';
import type { Rep } from '../../src/domain/rep.ts';
import { clean, lumbar } from './reps.ts';

const rule = (when: string, name = 'mine'): RuleSource => ({ name, when, severity: 'amber', say: 'look' });
const context = { setIndex: 2, loadKg: 140 };

/** What the rule makes of a rep; a problem where it was refused. */
const judge = async (when: string, change: Partial<Rep> = {}, loadKg: number | null = 140) => {
  const { rules, problems } = await compileRules([rule(when)]);
  if (problems.length > 0) return describeProblem(problems[0]);
  const { findings, notes } = createRuleJudge(rules).step({ ...clean, ...change }, { ...context, loadKg });
  return notes.length > 0 ? notes[0].text : findings.length === 1;
};

describe('a rule', () => {
  it.each<[string, Partial<Rep>, boolean]>([
    ['velocityLoss > 20', { velocityLossPct: 21 }, true],
    ['velocityLoss > 20', { velocityLossPct: 20 }, false],
    ['velocityLoss>15 and repIndex>=3', { velocityLossPct: 16, index: 3 }, true],
    ['hipsFirst or not (confidence > 0.5)', { confidence: 0.4 }, true],
    ['abs(lateral) + abs(twist) > 8', { lateralDeg: -5, twistDeg: 4 }, true],
    ['max(abs(lateral), abs(twist)) >= 5', { lateralDeg: -5, twistDeg: 4 }, true],
    ['0.2 < meanVelocity < 0.3', { meanVelocityMps: 0.25 }, true],
    ['0.2 < meanVelocity < 0.3', { meanVelocityMps: 0.35 }, false],
    ['repIndex == 1 ? rom > 0.6 : rom > 0.4', { index: 2, romM: 0.5 }, true],
    ['stickingDrop > 0', {}, false],
    ['stickingDrop', { stickingRegion: { startS: 1, endS: 2, minVelocityMps: 0.1, dropPct: 30 } }, true],
    ['setIndex == 2 and load == 140', {}, true],
    ['concentric^2 > 4 xor measured', { concentricS: 2.1 }, true],
    ['sqrt(-1) > 0', {}, false],
    ['sqrt(-1)', {}, false],
    ['true', {}, true],
  ])('%s', async (when, change, wanted) => {
    expect(await judge(when, change)).toBe(wanted);
  });

  it('that speaks of what is not known does not fire, and says so once', async () => {
    const rules = await loadRules([rule('load > 100 or repIndex > 0'), rule('excursion > 5', 'back')]);
    const steps = createRuleJudge(rules);
    const step = (loadKg: number | null, change: Partial<Rep> = {}) =>
      steps.step({ ...clean, ...change }, { ...context, loadKg });
    const unknown = { lumbar: { ...clean.lumbar, excursionDeg: null } };
    expect(step(null, unknown)).toEqual({
      findings: [],
      notes: [
        { rule: 'mine', text: 'cannot be judged while "load" is not known' },
        { rule: 'back', text: 'cannot be judged while "excursion" is not known' },
      ],
    });
    expect(step(null, unknown)).toEqual({ findings: [], notes: [] });
    expect(step(120, lumbar('red'))).toEqual({
      findings: [{ name: 'mine', say: 'look', severity: 'amber' }],
      notes: [],
    });
  });
});

describe('a rule that is refused says where and why', () => {
  it.each<[string, string]>([
    ['mvLoss = 20', 'column 8: "=" would assign'],
    ['velocityLoss == 20 = 1', 'column 20: "="'],
    ['velocityLoss > 20%', 'column 18: "%"'],
    ['repIndex % 2', 'column 10: "%"'],
    ['mvLoss > 20', 'column 1: there is no value "mvLoss"; there are meanVelocity'],
    ['1 > 0 and e > 2', 'column 11: there is no value "e"'],
    ['constructor', 'column 1: there is no value "constructor"'],
    ['__proto__', 'column 1: "_" is not allowed'],
    ['2 load > 3', 'column 3: something is missing between "2" and "load"'],
    ['2(load) > 3', 'column 2: something is missing between "2" and "("'],
    ['(load)(rom)', 'column 7: something is missing'],
    ['0x1F', 'column 2: something is missing'],
    ['load(2)', 'column 1: there is no function "load"; there are abs'],
    ['sqrt rom', 'column 6: something is missing'],
    ['ones(20000,20000)', 'column 1: there is no function "ones"'],
    ['sum(1:30000000)', 'column 6: ":" is allowed only after "?"'],
    ['rom ? 1 : 2 : 3', 'column 13: ":" is allowed only after "?"'],
    ['1 + (rom ? 1 : 2:3)', 'column 17: ":"'],
    ['config({matrix: "Array"})', 'column 8: objects are not allowed'],
    ['import({}, {})', 'column 8: objects are not allowed'],
    ['import(rom)', 'column 1: there is no function "import"'],
    ['evaluate("1")', 'column 10: texts are not allowed'],
    ["parse('x')", 'column 7: texts are not allowed'],
    ['f(x) = x', 'column 6: "="'],
    ['rep.load', 'column 4: "." is not allowed'],
    ['load["x"]', 'column 5: lists are not allowed'],
    ['[1, 2]', 'column 1: lists are not allowed'],
    ['rom; load', 'column 4: one expression only'],
    ['rom\nload', 'column 4: one line only'],
    ['rom # load', 'column 5: comments are not allowed'],
    ['rom!', 'column 4: say "not"'],
    ['rom & load', 'column 5: say "and"'],
    ['rom || load', 'column 5: say "or"'],
    ["rom'", 'column 4: texts are not allowed'],
    ['rom > 1e999', 'only finite numbers'],
    ['ｒｏｍ > 1', 'column 1: the character "ｒ" is not allowed; use plain letters'],
    ['rom\u200b > 1', 'column 4: the character'],
    ['π > 3', 'column 1: the character "π"'],
    ['😀', 'column 1: the character "😀"'],
    ['load mod 2', 'column 6: something is missing'],
    ['load to rom', 'column 6: something is missing'],
    ['min()', 'column 1: "min" takes 1 to 20 values, not 0'],
    ['round(rom, 2)', 'column 1: "round" takes 1 value, not 2'],
    ['null', 'only finite numbers, true and false'],
    ['NaN', 'only finite numbers'],
    ['Infinity > rom', 'only finite numbers'],
    ['undefined', 'only finite numbers'],
    ['rom >', 'cannot be understood'],
    ['((rom)', 'column 7: cannot be understood: Parenthesis ) expected'],
    ['rom > 1)', 'column 8: cannot be understood'],
    ['rom ? 1', 'cannot be understood'],
    ['', 'empty'],
    ['  ', 'empty'],
    ['('.repeat(400), 'cannot be understood'],
    [`${'-'.repeat(480)}rom`, 'more than 200 terms'],
    [Array(120).fill('1').join('+'), 'more than 200 terms'],
    [Array(300).fill('1').join('+'), 'longer than 500 characters'],
  ])('%s', async (when, wanted) => {
    expect(await judge(when)).toContain(wanted);
  });

  it('names the rule, and tells of all that are wrong at once', async () => {
    const sources = [rule('velocityLoss > 20', 'a'), rule('1 +', 'b'), rule('x', 'c'), rule('rom', 'a')];
    const { rules, problems } = await compileRules(sources);
    expect(rules.map(({ name }) => name)).toEqual(['a']);
    expect(problems.map(({ rule: name }) => name)).toEqual(['b', 'c', 'a']);
    await expect(loadRules(sources)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(loadRules(sources)).rejects.toThrow('rule "c", column 1: there is no value "x"');
  });
});

const number = fc
  .oneof(fc.integer({ min: 0, max: 999 }), fc.double({ min: 0, max: 100, noNaN: true }))
  .map((value) => (String(value).includes('e') ? '1e-3' : String(value)));

/** Expressions that the language allows. */
const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(number, fc.constantFrom('true', 'false', ...RULE_VARIABLE_NAMES)),
  expression: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '^', '<', '>', '<=', '>=', '==', '!=', 'and', 'or', 'xor'),
        tie('expression'),
      )
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('expression').map((a) => `not (${a})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    fc
      .tuple(fc.constantFrom('abs', 'sqrt', 'sign', 'round', 'floor', 'ceil'), tie('expression'))
      .map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(tie('expression'), { minLength: 1, maxLength: 3 }))
      .map(([f, args]) => `${f}(${args.join(', ')})`),
  ),
}));

const signs = '()<>=!+-*/^?:,.%&|;[]{}"\'#';
/** Anything at all, close to the language. */
const nearly = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...signs.split(''),
        'and',
        'or',
        'not',
        'mod',
        'rom',
        'load',
        'min',
        'sqrt',
        'import',
        'config',
        ' ',
      ),
      number,
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((words) => words.join(''));

describe('whatever a user writes', () => {
  const rep: Rep = { ...clean, eccentricS: 1, topPauseS: 1, lateralDeg: 3, twistDeg: -2 };

  it('is accepted or refused, and what is accepted gives a truth value or a number, at once', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(expression, nearly), async (when) => {
        const { rules, problems } = await compileRules([rule(when)]);
        expect(rules.length + problems.length).toBe(1);
        for (const { code } of rules) {
          accepted += 1;
          const values = new Map(
            RULE_VARIABLE_NAMES.map((name, i) => [name, i % 5 === 0 ? i > 5 : i / 3 - 2]),
          );
          const value: unknown = code.evaluate(values);
          expect(['boolean', 'number']).toContain(typeof value);
        }
        const startMs = performance.now();
        const judged = createRuleJudge(rules).step(rep, context);
        expect(performance.now() - startMs).toBeLessThan(1000);
        expect(judged.notes).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
