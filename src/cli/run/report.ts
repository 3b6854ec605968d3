/** The state of a link in the words of the gym. */
import type { LinkReport } from '../../devices/link/link-item.ts';
import type { Buzzer, Slot } from '../session/plan.ts';

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

/** What it is on the lifter. */
export const placeOf = ({ role }: Slot | Buzzer): string => role ?? 'buzzer';

/** What the person at the terminal should know of a state; `null` for steps on the way that need no words. */
export const reportWords = (worn: Slot | Buzzer, { state, trouble, device }: LinkReport): string | null => {
  const who = `${worn.athlete}, ${placeOf(worn)}`;
  if (state === 'streaming' && device !== null) {
    const rate = worn.role === null ? '' : ` at ${device.rateHz} Hz`;
    return `${who}: ${device.model} ${device.serial} connected${rate}`;
  }
  if (state === 'backing-off' && trouble !== null) {
    // It is being looked for: nothing that anybody needs to know.
    if (trouble.reason === 'adapter' && trouble.message.includes('unknown')) return null;
    const blind = worn.role === 'belt' ? 'NOT MONITORING. ' : '';
    const help = trouble.reason === 'adapter' ? ' `beltline doctor` says why; --virtual goes without.' : '';
    return `${who}: ${blind}${trouble.message} Trying again.${help}`;
  }
  if (state === 'scanning' && trouble === null)
    return `${who}: looking for the ${worn.role === null ? 'buzzer' : 'sensor'}`;
  return null;
};

export const stateWords = (state: LinkReport['state']): string => WORDS[state];
