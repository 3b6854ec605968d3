/* Frames for the fuzzer: random ones and vectors that were tampered with. Same seed, same frames. */
#ifndef BLT_TEST_FRAMES_H
#define BLT_TEST_FRAMES_H

#include "vectors.h"

typedef struct {
  size_t length;
  uint8_t bytes[BYTES_MAX];
} frame;

/* Keeps the vectors of the file to start from; returns how many. */
size_t frames_from(FILE *file);
void frames_seed(uint64_t seed);
void frame_next(frame *out);
/* 0 … below − 1. */
size_t roll(size_t below);

#endif
