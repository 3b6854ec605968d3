/** Disks hang: network drives, dying cards. Nobody may wait for them for ever. */
import { BeltlineError } from '../../domain/error.ts';

/** Settles as `work` does; rejects with a `BeltlineError` if that takes longer than `ms`. */
export const withDeadline = async <T>(file: string, ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const cure = 'Check the disk or drive; what was written before reads as a recording that ends early.';
      reject(new BeltlineError('unwritable', 'the disk did not answer in time.', { place: { file }, cure }));
    }, ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
};
