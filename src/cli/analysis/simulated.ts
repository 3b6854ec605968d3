/** Whether a recording says of itself that nobody lifted. */
import { open } from 'node:fs/promises';
import { z } from 'zod';

/** The lifter of `beltline run --virtual`. */
const VIRTUAL_LIFTER = 'virtual';
/** The truth of a demo is a few kilobytes; more is somebody else's file. */
const MOST_BYTES = 1 << 20;

const truthSchema = z.object({ simulated: z.literal(true) });

const textOf = async (path: string): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return size > MOST_BYTES ? '' : await file.readFile('utf8');
  } finally {
    await file.close();
  }
};

/** What `beltline demo --csv` writes beside its recordings says so. */
const truthSaysSo = async (csv: string): Promise<boolean> => {
  try {
    const truth: unknown = JSON.parse(await textOf(csv.replace(/\.csv$/i, '.truth.json')));
    return truthSchema.safeParse(truth).success;
  } catch {
    return false;
  }
};

/** @param athlete who lifts, in a recording of ours; `null` for a CSV file, which does not know */
export const isSimulated = async (file: string, athlete: string | null): Promise<boolean> => {
  if (athlete !== null) return athlete === VIRTUAL_LIFTER;
  return /\.csv$/i.test(file) && truthSaysSo(file);
};
