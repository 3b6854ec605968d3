#include "vectors.h"

#include <stdlib.h>
#include <string.h>

static char line[4 * TEXT_MAX];

static void fail(const char *why) {
  fprintf(stderr, "vectors: %s: %.80s\n", why, line);
  exit(2);
}

/* The next word of the line, or the rest of it for the last. */
static char *next_word(char **rest, bool last) {
  char *word = *rest;
  size_t length = strcspn(word, last ? "\n" : " ");
  if (length == 0 || word[length] == 0) fail("line too short or too long");
  word[length] = 0;
  *rest = word + length + 1;
  return word;
}

static int digit(char c) {
  const char *digits = "0123456789abcdef";
  const char *found = c == 0 ? NULL : strchr(digits, c);
  if (found == NULL) fail("not a hexadecimal digit");
  return (int)(found - digits);
}

static size_t bytes_of(const char *hex, uint8_t *to) {
  if (strcmp(hex, "-") == 0) return 0;
  size_t n = strlen(hex) / 2;
  if (n > BYTES_MAX || strlen(hex) % 2 != 0) fail("bytes too long or odd");
  for (size_t i = 0; i < n; i += 1) to[i] = (uint8_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  return n;
}

bool vector_read(FILE *file, vector *out) {
  if (fgets(line, sizeof line, file) == NULL) return false;
  char *rest = line;
  out->codec = codec_named(next_word(&rest, false));
  if (out->codec == NULL) fail("unknown codec");
  snprintf(out->name, sizeof out->name, "%s", next_word(&rest, false));
  out->length = bytes_of(next_word(&rest, false), out->bytes);
  out->reencoded_length = bytes_of(next_word(&rest, false), out->reencoded);
  const char *lines = next_word(&rest, true);
  if (strlen(lines) >= sizeof out->lines) fail("lines too long");
  memcpy(out->lines, lines, strlen(lines) + 1);
  return true;
}
