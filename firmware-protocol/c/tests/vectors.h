/* Reads what vectors-to-text.mjs prints. */
#ifndef BLT_TEST_VECTORS_H
#define BLT_TEST_VECTORS_H

#include <stdio.h>

#include "codecs.h"

/* Longer than the longest calibration blob. */
#define BYTES_MAX 1100

typedef struct {
  const codec *codec;
  char name[80];
  size_t length;
  uint8_t bytes[BYTES_MAX];
  size_t reencoded_length;
  uint8_t reencoded[BYTES_MAX];
  char lines[TEXT_MAX];
} vector;

/* False at the end of the file. Ends the program, with a word why, at a line it cannot read. */
bool vector_read(FILE *file, vector *out);

#endif
