/** The rules of the connection, one table per state; {@link createTransitions} applies them. */
import type { LinkLoss } from '../../domain/device.ts';
import type { LinkParams } from './link-params.ts';
import type { LinkState, StateOf, Trouble } from './link-state.ts';
import type { LinkCommand, LinkInput, LinkMachine, LinkTransition } from './machine-types.ts';

type Rules<V extends LinkState['value']> = {
  readonly [T in LinkInput['type']]?: (
    machine: LinkMachine,
    state: StateOf<V>,
    input: Extract<LinkInput, { type: T }>,
    params: LinkParams,
  ) => LinkTransition;
};

const to = (machine: LinkMachine, state: LinkState, ...commands: LinkCommand[]): LinkTransition => ({
  machine: { ...machine, state },
  commands,
});

const failed = (machine: LinkMachine): LinkMachine => ({ ...machine, failures: machine.failures + 1 });

const scan = (machine: LinkMachine, nowMs: number, params: LinkParams): LinkTransition =>
  to(machine, { value: 'scanning', deadlineMs: nowMs + params.scanMs });

const backOff = (
  machine: LinkMachine,
  nowMs: number,
  params: LinkParams,
  trouble: Trouble,
): LinkTransition => {
  const pauseMs = params.backoffMs * 2 ** Math.max(0, machine.failures - 1);
  const deadlineMs = nowMs + Math.min(params.backoffMaxMs, pauseMs);
  return to(machine, { value: 'backing-off', trouble, deadlineMs });
};

/** Without an adapter there is nothing to try; it reports by itself when it is there. */
const awaitAdapter = (machine: LinkMachine, nowMs: number, params: LinkParams): LinkTransition =>
  to(machine, {
    value: 'backing-off',
    trouble: { reason: 'adapter', message: `The Bluetooth adapter is ${machine.adapter}.` },
    deadlineMs: nowMs + params.backoffMaxMs,
  });

const begin = (machine: LinkMachine, nowMs: number, params: LinkParams): LinkTransition =>
  (machine.adapter === 'on' ? scan : awaitAdapter)(machine, nowMs, params);

type Connected = StateOf<'connecting' | 'starting' | 'streaming'>;

const drop = (
  machine: LinkMachine,
  { attempt, id }: Connected,
  deadlineMs: number,
  trouble: Trouble | null,
  down?: LinkLoss,
): LinkTransition =>
  to(
    machine,
    { value: 'dropping', attempt, id, trouble, deadlineMs },
    ...(down === undefined ? [] : [{ type: 'down', reason: down } as const]),
    { type: 'disconnect', attempt },
  );

const dropBy = (nowMs: number, params: LinkParams): number => nowMs + params.dropMs + params.graceMs;

/** The session does not want to wait for the end of a link that is gone anyway. */
const closeBy = (nowMs: number, params: LinkParams): number => nowMs + params.closeMs + params.graceMs;

const dropped = (
  machine: LinkMachine,
  state: StateOf<'dropping'>,
  { nowMs }: LinkInput,
  params: LinkParams,
): LinkTransition =>
  state.trouble === null ? to(machine, { value: 'closed' }) : backOff(machine, nowMs, params, state.trouble);

/** A stream that lasted starts the count of failures anew. */
const afterStream = (
  machine: LinkMachine,
  state: Connected,
  nowMs: number,
  params: LinkParams,
): LinkMachine =>
  state.value === 'streaming' && nowMs - state.sinceMs >= params.healthyMs
    ? { ...machine, failures: 1 }
    : failed(machine);

const lose = (
  machine: LinkMachine,
  state: Connected,
  nowMs: number,
  params: LinkParams,
  reason: Exclude<LinkLoss, 'closed'>,
  message: string,
): LinkTransition => {
  const trouble = { reason, message };
  return drop(afterStream(machine, state, nowMs, params), state, dropBy(nowMs, params), trouble, reason);
};

/** What `starting` and `streaming` have in common. */
const STANDING: Rules<'starting' | 'streaming'> = {
  lost: (machine, state, { nowMs, reason, message }, params) =>
    lose(machine, state, nowMs, params, reason, message),
  adapter: (machine, state, { nowMs, adapter }, params) =>
    adapter === 'on'
      ? to(machine, state)
      : lose(machine, state, nowMs, params, 'radio', `The Bluetooth adapter went ${adapter}.`),
  close: (machine, state, { nowMs }, params) => drop(machine, state, closeBy(nowMs, params), null, 'closed'),
};

const closeAtOnce = (machine: LinkMachine): LinkTransition => to(machine, { value: 'closed' });

const leaveWithoutAdapter: Rules<'scanning' | 'waiting'>['adapter'] = (machine, state, { nowMs }, params) =>
  machine.adapter === 'on' ? to(machine, state) : awaitAdapter(machine, nowMs, params);

export const RULES: { readonly [V in LinkState['value']]: Rules<V> } = {
  idle: {
    open: (machine, _state, { nowMs }, params) => begin(machine, nowMs, params),
    close: closeAtOnce,
  },
  scanning: {
    heard: (machine, state, { nowMs, id, heardMs }, params) =>
      nowMs - heardMs > params.freshMs
        ? to(machine, state)
        : to(machine, { value: 'waiting', id, heardMs, deadlineMs: nowMs + params.turnMs }),
    adapter: leaveWithoutAdapter,
    deadline: (machine, _state, { nowMs }, params) =>
      backOff(failed(machine), nowMs, params, {
        reason: 'not-heard',
        message: `Nothing heard for ${params.scanMs / 1000} s. Is the sensor switched on and near?`,
      }),
    close: closeAtOnce,
  },
  waiting: {
    heard: (machine, state, { id, heardMs }) => to(machine, id === state.id ? { ...state, heardMs } : state),
    turn: (machine, state, { nowMs }, params) => {
      // The turn took so long that the device may be gone by now.
      if (nowMs - state.heardMs > params.freshMs) return scan(machine, nowMs, params);
      const attempt = machine.attempts + 1;
      return to(
        { ...machine, attempts: attempt },
        { value: 'connecting', attempt, id: state.id, deadlineMs: nowMs + params.connectMs + params.graceMs },
        { type: 'connect', attempt, id: state.id },
      );
    },
    adapter: leaveWithoutAdapter,
    deadline: (machine, _state, { nowMs }, params) => scan(machine, nowMs, params),
    close: closeAtOnce,
  },
  // Without the adapter the radio fails the connection by itself, so there is no rule for it here.
  connecting: {
    connected: (machine, { attempt, id }, { nowMs }, params) =>
      to(
        machine,
        { value: 'starting', attempt, id, deadlineMs: nowMs + params.startMs + params.graceMs },
        { type: 'up' },
        { type: 'start', attempt },
      ),
    'not-connected': (machine, _state, { nowMs, message }, params) =>
      backOff(failed(machine), nowMs, params, { reason: 'not-connected', message }),
    deadline: (machine, state, { nowMs }, params) =>
      drop(failed(machine), state, dropBy(nowMs, params), {
        reason: 'not-connected',
        message: 'The radio did not answer.',
      }),
    close: (machine, state, { nowMs }, params) => drop(machine, state, closeBy(nowMs, params), null),
  },
  starting: {
    ...STANDING,
    started: (machine, { attempt, id }, { nowMs }, params) =>
      to(machine, {
        value: 'streaming',
        attempt,
        id,
        sinceMs: nowMs,
        deadlineMs: nowMs + params.silentMs,
      }),
    'not-started': (machine, state, { nowMs, trouble }, params) =>
      drop(failed(machine), state, dropBy(nowMs, params), trouble, 'closed'),
    deadline: (machine, state, { nowMs }, params) =>
      drop(
        failed(machine),
        state,
        dropBy(nowMs, params),
        { reason: 'not-started', message: 'The sensor did not finish its set-up in time.' },
        'closed',
      ),
  },
  streaming: {
    ...STANDING,
    samples: (machine, state, { nowMs }, params) =>
      to(machine, { ...state, deadlineMs: nowMs + params.silentMs }),
    deadline: (machine, state, { nowMs }, params) =>
      lose(machine, state, nowMs, params, 'silent', `No sample for ${params.silentMs / 1000} s.`),
  },
  dropping: {
    dropped,
    'not-connected': dropped,
    deadline: dropped,
    close: (machine, state, { nowMs }, params) => {
      const deadlineMs = Math.min(state.deadlineMs, closeBy(nowMs, params));
      return to(machine, { ...state, trouble: null, deadlineMs });
    },
  },
  'backing-off': {
    adapter: (machine, state, { nowMs }, params) =>
      machine.adapter === 'on' && (state.trouble.reason === 'adapter' || state.trouble.reason === 'radio')
        ? scan(machine, nowMs, params)
        : to(machine, state),
    deadline: (machine, _state, { nowMs }, params) => begin(machine, nowMs, params),
    close: closeAtOnce,
  },
  closed: {},
};

/** A rule as the machine applies it, when state and input are known to fit it. */
// oxlint-disable-next-line typescript/no-explicit-any -- the pairing of state, input and rule is by their names
export type Rule = (machine: LinkMachine, state: any, input: any, params: LinkParams) => LinkTransition;
