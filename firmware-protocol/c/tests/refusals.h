/* Encoders at the edges of rules that random bytes hardly ever meet. */
#ifndef BLT_TEST_REFUSALS_H
#define BLT_TEST_REFUSALS_H

/* Prints those that fail; returns how many did, and adds the others to `passed`. */
int refusals_fail(int *passed);

#endif
