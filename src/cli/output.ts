/** Writing to standard output without filling memory, and without a fuss when the reader goes away. */

/** A reader such as `head` closes the pipe when it has enough: that is its right, and no failure of ours. */
export const quietOnClosedPipe = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
};

/** Writes and, when the reader is slower than we are, waits for it. */
export const write = async (chunk: string | Uint8Array): Promise<void> => {
  if (process.stdout.write(chunk)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
};
