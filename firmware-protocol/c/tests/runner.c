/*
 * Decodes and re-encodes every vector, and tries the edges of the encoders: `runner <file>`, the file as printed by
 * vectors-to-text.mjs.
 */
#include <stdio.h>
#include <string.h>

#include "refusals.h"
#include "vectors.h"

static void print_bytes(const char *what, const uint8_t *bytes, size_t length) {
  printf("  %s ", what);
  for (size_t i = 0; i < length; i += 1) printf("%02x", bytes[i]);
  printf("\n");
}

static bool same_text(const vector *v, const char *got) {
  if (strcmp(v->lines, got) == 0) return true;
  printf("FAILED %s %s: decoded\n  wanted %s\n  got    %s\n", v->codec->name, v->name, v->lines, got);
  return false;
}

static bool same_bytes(const vector *v, const uint8_t *got, size_t length) {
  if (length == v->reencoded_length && memcmp(got, v->reencoded, length) == 0) return true;
  printf("FAILED %s %s: encoded\n", v->codec->name, v->name);
  print_bytes("wanted", v->reencoded, v->reencoded_length);
  print_bytes("got   ", got, length);
  return false;
}

static bool passes(const vector *v) {
  static message decoded;
  static text meaning;
  uint8_t encoded[BYTES_MAX];
  size_t length = 0;
  blt_result result = v->codec->decode(v->bytes, v->length, &decoded);
  if (result.code == BLT_OK) {
    v->codec->describe(&meaning, &decoded);
    length = v->codec->encode(&decoded, encoded, sizeof encoded);
  } else {
    text_malformed(&meaning, result);
  }
  return same_text(v, meaning.text) & same_bytes(v, encoded, length);
}

/* Check values of the SPEC, 1.2. */
static bool checksums_pass(void) {
  const uint8_t *digits = (const uint8_t *)"123456789";
  bool passed = blt_crc16(digits, 9) == 0x29b1 && blt_crc32(digits, 9) == 0xcbf43926;
  if (!passed) printf("FAILED checksums\n");
  return passed;
}

int main(int argc, char **argv) {
  static vector v;
  FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
  if (file == NULL) {
    fprintf(stderr, "usage: runner <file of vectors-to-text.mjs>\n");
    return 2;
  }
  int passed = 0;
  int vectors = 0;
  int failed = checksums_pass() ? 0 : 1;
  failed += refusals_fail(&passed);
  for (; vector_read(file, &v); vectors += 1) *(passes(&v) ? &passed : &failed) += 1;
  fclose(file);
  printf("%d vectors\n%d passed, %d failed\n", vectors, passed, failed);
  return failed == 0 && vectors > 0 ? 0 : 1;
}
