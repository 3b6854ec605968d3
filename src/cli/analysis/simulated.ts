/** Whether a CSV recording is known to be of a virtual lifter. */
import { open } from 'node:fs/promises';
import { z } from 'zod';

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
export const truthSaysSo = async (csv: string): Promise<boolean> => {
  if (!/\.csv$/i.test(csv)) return false;
  try {
    const truth: unknown = JSON.parse(await textOf(csv.replace(/\.csv$/i, '.truth.json')));
    return truthSchema.safeParse(truth).success;
  } catch {
    return false;
  }
};
