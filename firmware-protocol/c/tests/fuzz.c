/*
 * Random and mutated frames, each through every decoder: `fuzz <count> <vectors.txt> [seed]`. The last line is
 * `<n> frames, <n> failures, <n> frames/s, <n> understood`; `understood` counts pairs of frame and decoder,
 * without messages of the future. What was understood is tampered with, and encoded.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "frames.h"
#include "survive.h"

/* More would drown the first. */
#define REPORTED 20

static unsigned long understood;
static unsigned long failures;

static void report(const codec *codec, const frame *f, const char *failure) {
  failures += 1;
  if (failures > REPORTED) return;
  printf("FAILED %s, %s: ", codec->name, failure);
  for (size_t i = 0; i < f->length; i += 1) printf("%02x", f->bytes[i]);
  printf("\n");
}

static const char *tamper(const codec *codec, const frame *f) {
  tampering tampering = {roll(codec->size), (uint8_t)roll(256)};
  return refuses_nonsense(codec, f->bytes, f->length, tampering);
}

static void try_all(const frame *f) {
  for (size_t i = 0; i < CODECS; i += 1) {
    verdict verdict = survive(&codecs[i], f->bytes, f->length);
    if (verdict.understood) understood += 1;
    if (verdict.failure == NULL && verdict.understood) verdict.failure = tamper(&codecs[i], f);
    if (verdict.failure != NULL) report(&codecs[i], f, verdict.failure);
  }
}

int main(int argc, char **argv) {
  static frame f;
  unsigned long count = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
  FILE *file = argc > 2 ? fopen(argv[2], "r") : NULL;
  if (count == 0 || file == NULL || frames_from(file) == 0) {
    fprintf(stderr, "usage: fuzz <count> <file of vectors-to-text.mjs> [seed]\n");
    return 2;
  }
  fclose(file);
  frames_seed(argc > 3 ? strtoul(argv[3], NULL, 10) : 1);
  clock_t start = clock();
  for (unsigned long i = 0; i < count; i += 1) {
    frame_next(&f);
    try_all(&f);
  }
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  printf("%lu frames, %lu failures, %.0f frames/s, %lu understood\n", count, failures,
         (double)count / (seconds > 0 ? seconds : 1), understood);
  return failures == 0 ? 0 : 1;
}
