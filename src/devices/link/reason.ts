/** Why something failed, from whatever noble throws or tells: errors, texts, status numbers. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' || typeof error === 'number' ? String(error) : 'no reason given';
};
