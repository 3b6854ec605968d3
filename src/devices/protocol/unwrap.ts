/** Making short counters whole (SPEC 7): the nearest whole number to a reference that ends in these bits. */

const TWO_32 = 2 ** 32;

/** `low` has 16 bits; right while the truth is less than 32 768 away from the reference. */
export const unwrap16 = (reference: number, low: number): number =>
  reference + (((low - reference) << 16) >> 16);

/** `low` has 32 bits; right while the truth is less than 2^31 away: 35.7 min of µs. */
export const unwrap32 = (reference: number, low: number): number =>
  reference + ((low - (reference % TWO_32)) | 0);
