/**
 * The connection of one device as a pure state machine: `(machine) => (input) => transition`. Time comes in with the
 * inputs; every state but the first and the last ends by a deadline of its own, so nothing waits for ever.
 *
 *   idle ─open─▶ scanning ─heard─▶ waiting ─turn─▶ connecting ─▶ starting ─▶ streaming
 *                   ▲                                  │             │           │
 *                   └──────── backing-off ◀────────────┴── dropping ◀┴───────────┘
 */
import { LINK_DEFAULTS, type LinkParams } from './link-params.ts';
import { deadlineOf } from './link-state.ts';
import { RULES, type Rule } from './machine-rules.ts';
import type { LinkInput, LinkMachine, LinkTransition } from './machine-types.ts';

export const IDLE_MACHINE: LinkMachine = {
  state: { value: 'idle' },
  adapter: 'unknown',
  failures: 0,
  attempts: 0,
};

/** An adapter is remembered in every state; a connection that came too late is taken down in every state. */
const beforehand = (machine: LinkMachine, input: LinkInput): LinkMachine =>
  input.type === 'adapter' ? { ...machine, adapter: input.adapter } : machine;

const tooLate = ({ state }: LinkMachine, input: LinkInput): input is LinkInput & { type: 'connected' } =>
  input.type === 'connected' && !(state.value === 'connecting' && state.attempt === input.attempt);

const ofAnotherAttempt = ({ state }: LinkMachine, input: LinkInput): boolean =>
  'attempt' in input && !('attempt' in state && state.attempt === input.attempt);

const early = ({ state }: LinkMachine, input: LinkInput): boolean =>
  input.type === 'deadline' && input.nowMs < (deadlineOf(state) ?? Infinity);

/** The transitions for one set of parameters. An input that means nothing in a state changes nothing. */
export const createTransitions =
  (params: LinkParams = LINK_DEFAULTS) =>
  (before: LinkMachine) =>
  (input: LinkInput): LinkTransition => {
    const machine = beforehand(before, input);
    if (tooLate(machine, input))
      return { machine, commands: [{ type: 'disconnect', attempt: input.attempt }] };
    if (ofAnotherAttempt(machine, input) || early(machine, input)) return { machine, commands: [] };
    const rules: Readonly<Partial<Record<LinkInput['type'], Rule>>> = RULES[machine.state.value];
    return rules[input.type]?.(machine, machine.state, input, params) ?? { machine, commands: [] };
  };
