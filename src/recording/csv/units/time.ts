/** Whether time stamps can be seconds. */
import type { Problem } from '../plausible.ts';

/** A rate outside this cannot show a lift, Hz. */
const RATE = { min: 5, max: 20_000 };

/** What is wrong with the time stamps; `null` when they can be seconds. */
export const timeProblem = (sampleRateHz: number): Problem | null => {
  if (sampleRateHz >= RATE.min && sampleRateHz <= RATE.max) return null;
  const rate = Number(sampleRateHz.toPrecision(3));
  const message = `${rate} samples a second cannot show a lift`;
  if (sampleRateHz > RATE.max) return { message: `${message}.`, cure: 'Write t_s in seconds.' };
  if (sampleRateHz > 0.005)
    return { message: `${message}; t_s looks like milliseconds.`, cure: 'Divide t_s by 1000.' };
  return { message: `${message}; t_s looks like micro- or nanoseconds.`, cure: 'Write t_s in seconds.' };
};
