/* What must hold for any bytes. */
#ifndef BLT_TEST_SURVIVE_H
#define BLT_TEST_SURVIVE_H

#include "codecs.h"

typedef struct {
  bool understood;     /* decoded, and not as something of the future that nothing encodes */
  const char *failure; /* NULL if all is well */
} verdict;

/*
 * Decodes; encodes what was understood, into just enough room and into one byte less; decodes that again, and
 * compares meaning and bytes. Buffers end where the bytes end, so that a sanitizer sees a step beyond.
 */
verdict survive(const codec *codec, const uint8_t *bytes, size_t length);

/* One byte of a message, as a struct, and what to put there. */
typedef struct {
  size_t at;
  uint8_t byte;
} tampering;

/* Tampers with a decoded message. Its encoder must write what decodes, or nothing. Returns a failure or NULL. */
const char *refuses_nonsense(const codec *codec, const uint8_t *bytes, size_t length, tampering tampering);

#endif
