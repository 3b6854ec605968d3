/**
 * The second guard of a rule: every node of the parsed tree must be on the list of what is allowed. What is not listed is
 * refused, so nothing that the parser learns in a later version gets through unseen.
 */
import type { MathNode } from 'mathjs';
import { RuleFault } from './problem.ts';
import { isRuleVariable, RULE_VARIABLE_NAMES, type RuleVariableName } from './variables.ts';
import type { RuleWord } from './words.ts';

const MAX_NODES = 200;

/** Functions by name, with the number of arguments they take. */
const FUNCTIONS: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  abs: { least: 1, most: 1 },
  sqrt: { least: 1, most: 1 },
  sign: { least: 1, most: 1 },
  round: { least: 1, most: 1 },
  floor: { least: 1, most: 1 },
  ceil: { least: 1, most: 1 },
  min: { least: 1, most: 20 },
  max: { least: 1, most: 20 },
};
const OPERATORS: readonly string[] = '+ - * / ^ < > <= >= == != and or not xor'.split(' ');

/** The nodes of mathjs that a rule may consist of, as far as they are looked at. */
type RuleNode =
  | { readonly type: 'ConstantNode'; readonly value: unknown }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'ParenthesisNode'; readonly content: object }
  | {
      readonly type: 'ConditionalNode';
      readonly condition: object;
      readonly trueExpr: object;
      readonly falseExpr: object;
    }
  | { readonly type: 'RelationalNode'; readonly params: readonly object[] }
  | {
      readonly type: 'OperatorNode';
      readonly op: string;
      readonly implicit: boolean;
      readonly args: readonly object[];
    }
  | { readonly type: 'FunctionNode'; readonly fn: object; readonly args: readonly object[] };

const KINDS: readonly string[] = [
  'ConstantNode',
  'SymbolNode',
  'ParenthesisNode',
  'ConditionalNode',
  'RelationalNode',
  'OperatorNode',
  'FunctionNode',
] satisfies RuleNode['type'][];

const isRuleNode = (node: object): node is RuleNode =>
  'type' in node && typeof node.type === 'string' && KINDS.includes(node.type);

const list = (names: readonly string[]): string => names.join(', ');

const checkConstant = (value: unknown): void => {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return;
  throw new RuleFault(null, 'only finite numbers, true and false are allowed');
};

/** Checks a tree; returns the variables it speaks of. Throws a {@link RuleFault}. */
export const checkTree = (root: MathNode, words: readonly RuleWord[]): ReadonlySet<RuleVariableName> => {
  const used = new Set<RuleVariableName>();
  let nodes = 0;

  const fault = (word: string, text: string): RuleFault =>
    new RuleFault(words.find((one) => one.text === word)?.column ?? null, text);

  const checkCall = (fn: object, args: number): void => {
    const name = isRuleNode(fn) && fn.type === 'SymbolNode' ? fn.name : '';
    if (!Object.hasOwn(FUNCTIONS, name))
      throw fault(name, `there is no function "${name}"; there are ${list(Object.keys(FUNCTIONS))}`);
    const { least, most } = FUNCTIONS[name];
    if (args < least || args > most)
      throw fault(
        name,
        `"${name}" takes ${most === 1 ? '1 value' : `${least} to ${most} values`}, not ${args}`,
      );
  };

  const checkName = (name: string): void => {
    if (!isRuleVariable(name))
      throw fault(name, `there is no value "${name}"; there are ${list(RULE_VARIABLE_NAMES)}`);
    used.add(name);
  };

  const check = (node: object): void => {
    if (!isRuleNode(node))
      throw new RuleFault(null, 'only comparisons and arithmetic of the values of a rep are allowed');
    nodes += 1;
    if (nodes > MAX_NODES) throw new RuleFault(null, `more than ${MAX_NODES} terms`);
    switch (node.type) {
      case 'ConstantNode':
        return checkConstant(node.value);
      case 'SymbolNode':
        return checkName(node.name);
      case 'ParenthesisNode':
        return check(node.content);
      case 'ConditionalNode':
        return [node.condition, node.trueExpr, node.falseExpr].forEach(check);
      case 'RelationalNode':
        return node.params.forEach(check);
      case 'OperatorNode':
        if (node.implicit || !OPERATORS.includes(node.op))
          throw fault(node.op, `the operator "${node.op}" is not allowed here; there are ${list(OPERATORS)}`);
        return node.args.forEach(check);
      case 'FunctionNode':
        checkCall(node.fn, node.args.length);
        return node.args.forEach(check);
    }
  };
  check(root);
  return used;
};
