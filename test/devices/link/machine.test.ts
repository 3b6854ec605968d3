import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK_DEFAULTS } from '../../../src/devices/link/link-params.ts';
import { deadlineOf } from '../../../src/devices/link/link-state.ts';
import { createTransitions, IDLE_MACHINE } from '../../../src/devices/link/machine.ts';
import type { LinkCommand, LinkInput, LinkMachine } from '../../../src/devices/link/machine-types.ts';

const transition = createTransitions();

type Event = LinkInput extends infer I ? (I extends LinkInput ? Omit<I, 'nowMs'> : never) : never;

/** A machine and its clock; `send` returns the commands. */
const machineAt = (nowMs = 1000) => {
  let machine: LinkMachine = IDLE_MACHINE;
  const send = (event: Event): readonly LinkCommand[] => {
    const next = transition(machine)({ ...event, nowMs });
    machine = next.machine;
    return next.commands;
  };
  return {
    send,
    pass: (ms: number) => (nowMs += ms),
    /** Lets time pass up to the deadline of the state and tells it. */
    expire: () => {
      nowMs = Math.max(nowMs, deadlineOf(machine.state) ?? nowMs);
      return send({ type: 'deadline' });
    },
    get machine() {
      return machine;
    },
    get nowMs() {
      return nowMs;
    },
  };
};

const hear = (m: ReturnType<typeof machineAt>) => m.send({ type: 'heard', id: 'a', heardMs: m.nowMs });

const streaming = () => {
  const m = machineAt();
  m.send({ type: 'adapter', adapter: 'on' });
  m.send({ type: 'open' });
  hear(m);
  m.send({ type: 'turn' });
  m.send({ type: 'connected', attempt: 1 });
  m.send({ type: 'started', attempt: 1 });
  return m;
};

describe('connection machine', () => {
  it('goes from idle to streaming', () => {
    const m = machineAt();
    m.send({ type: 'adapter', adapter: 'on' });
    expect(m.send({ type: 'open' })).toEqual([]);
    expect(m.machine.state.value).toBe('scanning');
    expect(hear(m)).toEqual([]);
    expect(m.machine.state.value).toBe('waiting');
    expect(m.send({ type: 'turn' })).toEqual([{ type: 'connect', attempt: 1, id: 'a' }]);
    expect(m.send({ type: 'connected', attempt: 1 })).toEqual([
      { type: 'up' },
      { type: 'start', attempt: 1 },
    ]);
    expect(m.send({ type: 'started', attempt: 1 })).toEqual([]);
    expect(m.machine.state).toMatchObject({ value: 'streaming', attempt: 1, id: 'a' });
  });

  it('waits for the adapter, and scans as soon as it is on', () => {
    const m = machineAt();
    m.send({ type: 'open' });
    expect(m.machine.state).toMatchObject({ value: 'backing-off', trouble: { reason: 'adapter' } });
    m.expire();
    expect(m.machine.state).toMatchObject({ value: 'backing-off', trouble: { reason: 'adapter' } });
    m.send({ type: 'adapter', adapter: 'on' });
    expect(m.machine.state.value).toBe('scanning');
  });

  it('does not connect on an old advertisement', () => {
    const m = machineAt();
    m.send({ type: 'adapter', adapter: 'on' });
    m.send({ type: 'open' });
    m.send({ type: 'heard', id: 'a', heardMs: m.nowMs - LINK_DEFAULTS.freshMs - 1 });
    expect(m.machine.state.value).toBe('scanning');
    hear(m);
    m.pass(LINK_DEFAULTS.freshMs + 1);
    expect(m.send({ type: 'turn' })).toEqual([]);
    expect(m.machine.state.value).toBe('scanning');
  });

  it('refreshes what it heard while it waits for its turn', () => {
    const m = machineAt();
    m.send({ type: 'adapter', adapter: 'on' });
    m.send({ type: 'open' });
    hear(m);
    m.pass(LINK_DEFAULTS.freshMs);
    hear(m);
    m.pass(LINK_DEFAULTS.freshMs);
    expect(m.send({ type: 'turn' })).toHaveLength(1);
  });

  it('takes a stream without samples for lost', () => {
    const m = streaming();
    m.pass(LINK_DEFAULTS.silentMs - 1);
    m.send({ type: 'samples' });
    m.pass(LINK_DEFAULTS.silentMs - 1);
    expect(m.send({ type: 'deadline' })).toEqual([]);
    expect(m.expire()).toEqual([
      { type: 'down', reason: 'silent' },
      { type: 'disconnect', attempt: 1 },
    ]);
    m.send({ type: 'dropped', attempt: 1 });
    expect(m.machine.state).toMatchObject({ value: 'backing-off', trouble: { reason: 'silent' } });
  });

  it('doubles the pause with every failure in a row, up to its cap, and forgets them after a healthy stream', () => {
    const m = machineAt();
    m.send({ type: 'adapter', adapter: 'on' });
    m.send({ type: 'open' });
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      hear(m);
      m.send({ type: 'turn' });
      m.send({ type: 'not-connected', attempt, message: 'no' });
      pauses.push((deadlineOf(m.machine.state) ?? 0) - m.nowMs);
      m.expire();
    }
    expect(pauses).toEqual([200, 400, 800, 1600, 3200, 4000, 4000, 4000]);

    hear(m);
    m.send({ type: 'turn' });
    m.send({ type: 'connected', attempt: 9 });
    m.send({ type: 'started', attempt: 9 });
    m.pass(LINK_DEFAULTS.healthyMs);
    m.send({ type: 'lost', attempt: 9, reason: 'disconnected', message: 'gone' });
    m.send({ type: 'dropped', attempt: 9 });
    expect((deadlineOf(m.machine.state) ?? 0) - m.nowMs).toBe(LINK_DEFAULTS.backoffMs);
  });

  it('takes down a connection that came too late', () => {
    const m = streaming();
    m.send({ type: 'lost', attempt: 1, reason: 'disconnected', message: 'gone' });
    m.send({ type: 'dropped', attempt: 1 });
    m.expire();
    hear(m);
    m.send({ type: 'turn' });
    m.expire(); // the radio did not answer
    m.expire(); // nor did it take the connection down
    expect(m.machine.state.value).toBe('backing-off');
    expect(m.send({ type: 'connected', attempt: 2 })).toEqual([{ type: 'disconnect', attempt: 2 }]);
    m.send({ type: 'close' });
    expect(m.send({ type: 'connected', attempt: 2 })).toEqual([{ type: 'disconnect', attempt: 2 }]);
  });

  it('ends what stands when the adapter goes away', () => {
    const m = streaming();
    expect(m.send({ type: 'adapter', adapter: 'off' })[0]).toEqual({ type: 'down', reason: 'radio' });
    m.send({ type: 'dropped', attempt: 1 });
    m.send({ type: 'adapter', adapter: 'on' });
    expect(m.machine.state.value).toBe('scanning');
  });

  it('says why the driver gave up', () => {
    const m = machineAt();
    m.send({ type: 'adapter', adapter: 'on' });
    m.send({ type: 'open' });
    hear(m);
    m.send({ type: 'turn' });
    m.send({ type: 'connected', attempt: 1 });
    const trouble = { reason: 'wrong-device', message: 'Belt 7, not belt 3.' } as const;
    expect(m.send({ type: 'not-started', attempt: 1, trouble })).toEqual([
      { type: 'down', reason: 'closed' },
      { type: 'disconnect', attempt: 1 },
    ]);
    m.send({ type: 'dropped', attempt: 1 });
    expect(m.machine.state).toMatchObject({ value: 'backing-off', trouble });
  });
});

const RESULTS = ['connected', 'not-connected', 'started', 'not-started', 'lost', 'dropped'] as const;

/** Anything that may happen to a machine, with results of this and of other attempts. */
const events = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.nat(50), fc.nat(3000), fc.nat(40_000)),
    event: fc.oneof(
      fc.constant<Event>({ type: 'open' }),
      fc.record({ ageMs: fc.nat(4000) }).map(({ ageMs }) => ({ type: 'age' as const, ageMs })),
      fc.constant<Event>({ type: 'turn' }),
      fc.record({ type: fc.constantFrom(...RESULTS), back: fc.nat(1) }),
      fc.constant<Event>({ type: 'samples' }),
      fc
        .constantFrom('on', 'on', 'off', 'absent', 'unknown')
        .map((adapter): Event => ({ type: 'adapter', adapter })),
      fc.constant<Event>({ type: 'deadline' }),
    ),
  }),
  { maxLength: 80 },
);

type Happening = NonNullable<typeof events extends fc.Arbitrary<readonly (infer E)[]> ? E : never>['event'];

const toEvent = (happening: Happening, m: ReturnType<typeof machineAt>): Event => {
  if (happening.type === 'age')
    return { type: 'heard', id: 'a', heardMs: m.nowMs - happening.ageMs } satisfies Event;
  if (!('back' in happening)) return happening;
  const attempt = m.machine.attempts - happening.back;
  switch (happening.type) {
    case 'lost':
      return { type: 'lost', attempt, reason: 'disconnected', message: 'x' };
    case 'not-started':
      return { type: 'not-started', attempt, trouble: { reason: 'not-started', message: 'x' } };
    case 'not-connected':
      return { type: 'not-connected', attempt, message: 'x' };
    default:
      return { type: happening.type, attempt };
  }
};

/** Runs a random history and shows every step to `look`. */
const property = (
  look: (m: ReturnType<typeof machineAt>, commands: readonly LinkCommand[], event: Event) => void,
  finish: (m: ReturnType<typeof machineAt>) => void = () => {},
): void =>
  fc.assert(
    fc.property(events, (history) => {
      const m = machineAt();
      m.send({ type: 'adapter', adapter: 'on' });
      m.send({ type: 'open' });
      for (const { afterMs, event } of history) {
        // A timer of the link tells a deadline when it is due, not later.
        const dueMs = deadlineOf(m.machine.state) ?? Infinity;
        if (dueMs <= m.nowMs + afterMs) look(m, m.expire(), { type: 'deadline' });
        else m.pass(afterMs);
        const happened = toEvent(event, m);
        look(m, m.send(happened), happened);
      }
      finish(m);
    }),
    { numRuns: 500 },
  );

describe('connection machine, whatever happens', () => {
  it('is never stuck: every state but the last ends by its deadline', () => {
    property((m) => {
      const { state } = m.machine;
      if (state.value === 'idle' || state.value === 'closed') return;
      const dueMs = deadlineOf(state) ?? Infinity;
      expect(dueMs).toBeLessThanOrEqual(m.nowMs + LINK_DEFAULTS.turnMs);
      const after = transition(m.machine)({ type: 'deadline', nowMs: Math.max(dueMs, m.nowMs) });
      expect(after.machine.state).not.toBe(state);
      if (state.value !== 'backing-off') expect(after.machine.state.value).not.toBe(state.value);
    });
  });

  it('makes one connection at a time and takes the one before down first', () => {
    let standing = new Set<number>();
    property(
      (m, commands, event) => {
        if (m.machine.attempts === 0) standing = new Set();
        for (const command of commands) {
          if (command.type === 'connect') {
            expect(standing).toEqual(new Set());
            standing.add(command.attempt);
          }
          if (command.type === 'disconnect') standing.delete(command.attempt);
        }
        if (event.type === 'not-connected') standing.delete(event.attempt);
      },
      () => {
        standing = new Set();
      },
    );
  });

  it('connects on fresh advertisements only', () => {
    let heardMs = -Infinity;
    property((m, commands, event) => {
      if (event.type === 'heard') ({ heardMs } = event);
      if (commands.some(({ type }) => type === 'connect'))
        expect(m.nowMs - heardMs).toBeLessThanOrEqual(LINK_DEFAULTS.freshMs);
    });
  });

  it('tells the decoder up and down in turns', () => {
    let up = false;
    property(
      (_, commands) => {
        for (const { type } of commands) {
          if (type !== 'up' && type !== 'down') continue;
          expect(type === 'up').toBe(!up);
          up = type === 'up';
        }
      },
      (m) => {
        const standing = ['starting', 'streaming'].includes(m.machine.state.value);
        expect(up).toBe(standing);
        up = false;
      },
    );
  });

  it('closes within its time from every state', () => {
    property(
      () => {},
      (m) => {
        const fromMs = m.nowMs;
        m.send({ type: 'close' });
        if (m.machine.state.value !== 'closed') m.expire();
        expect(m.machine.state.value).toBe('closed');
        expect(m.nowMs - fromMs).toBeLessThanOrEqual(LINK_DEFAULTS.closeMs + LINK_DEFAULTS.graceMs);
      },
    );
  });
});
