/** UUIDs as `radio.ts` has them, and as noble has them. */

/** noble's `180f`, `1` or 32 hex digits to `180f`, `0001` or the form with hyphens. */
export const fromNoble = (uuid: string): string => {
  const hex = uuid.toLowerCase().replaceAll('-', '');
  if (hex.length <= 4) return hex.padStart(4, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
