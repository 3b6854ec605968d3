/** The state of a link in the words of the gym. */
import type { LinkReport } from '../../devices/link/link-item.ts';
import type { Slot } from '../session/plan.ts';

const WORDS: Readonly<Record<LinkReport['state'], string>> = {
  idle: 'not connected',
  scanning: 'looking for the sensor',
  waiting: 'waiting for its turn to connect',
  connecting: 'connecting',
  starting: 'setting up the sensor',
  streaming: 'connected',
  dropping: 'taking the link down',
  'backing-off': 'will try again',
  closed: 'closed',
};

/** What the person at the terminal should know of a state; `null` for steps on the way that need no words. */
export const reportWords = (slot: Slot, { state, trouble, device }: LinkReport): string | null => {
  const who = `${slot.athlete}, ${slot.role}`;
  if (state === 'streaming' && device !== null) {
    return `${who}: ${device.model} ${device.serial} connected at ${device.rateHz} Hz`;
  }
  if (state === 'backing-off' && trouble !== null) return `${who}: ${trouble.message} Trying again.`;
  if (state === 'scanning' && trouble === null) return `${who}: looking for the sensor`;
  return null;
};

export const stateWords = (state: LinkReport['state']): string => WORDS[state];
