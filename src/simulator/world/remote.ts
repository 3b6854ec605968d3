/** A virtual world in another process, as its parent sees it. */
import type { ChildProcess } from 'node:child_process';
import { BeltlineError } from '../../domain/error.ts';
import type { Action } from './actions.ts';
import type { FromWorld, ToWorld } from './messages.ts';
import type { BeltSummary } from './summary.ts';

const DEADLINE_MS = 5000;

export interface RemoteWorld {
  act(action: Action): void;
  /** What the belts did so far; rejects with a `BeltlineError` after five seconds. */
  truth(): Promise<readonly BeltSummary[]>;
  /** Stops listening. */
  close(): void;
}

/** It is the process we started ourselves that speaks, so the form of its messages is not checked. */
const contentOf = (message: unknown): FromWorld | null => {
  if (typeof message !== 'object' || message === null || !('virtual' in message)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return message.virtual as FromWorld;
};

/** Listens to a child that was started with `worldProcess`; messages of others on the same channel are left alone. */
export const listenToWorld = (child: ChildProcess, heard: (message: FromWorld) => void): RemoteWorld => {
  const asked = new Map<number, (belts: readonly BeltSummary[]) => void>();
  let id = 0;
  const onMessage = (message: unknown): void => {
    const content = contentOf(message);
    if (content === null) return;
    if (content.type === 'truth') asked.get(content.id)?.(content.belts);
    heard(content);
  };
  child.on('message', onMessage);
  const send = (message: ToWorld): void => void child.send({ virtual: message });

  return {
    act: (action) => send({ type: 'act', action }),
    truth: () =>
      new Promise((resolve, reject) => {
        const number = id++;
        const late = setTimeout(() => {
          asked.delete(number);
          reject(new BeltlineError('device', `The virtual world did not answer within ${DEADLINE_MS} ms.`));
        }, DEADLINE_MS);
        asked.set(number, (belts) => {
          clearTimeout(late);
          asked.delete(number);
          resolve(belts);
        });
        send({ type: 'ask-truth', id: number });
      }),
    close: () => void child.off('message', onMessage),
  };
};
