/* Entry of libFuzzer: the first byte picks the codec, the rest is the value. */
#include <stdio.h>
#include <stdlib.h>

#include "survive.h"

#define LENGTH_MAX 1090

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1 || size > LENGTH_MAX) return 0;
  const codec *codec = &codecs[data[0] % CODECS];
  verdict verdict = survive(codec, data + 1, size - 1);
  if (verdict.failure == NULL) return 0;
  fprintf(stderr, "%s: %s\n", codec->name, verdict.failure);
  abort();
}
