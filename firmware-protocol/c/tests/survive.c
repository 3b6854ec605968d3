#include "survive.h"

#include <string.h>

#define ROOM 1100

/* A place for `length` bytes, the last of which are the last of their array. */
static uint8_t *at_end(uint8_t *array, size_t length) {
  return array + ROOM - length;
}

static const char *again(const codec *codec, const message *first, const uint8_t *encoded, size_t length) {
  static uint8_t array[ROOM];
  static message second;
  static text wanted;
  static text got;
  if (codec->decode(encoded, length, &second).code != BLT_OK) return "its encoding is malformed";
  codec->describe(&wanted, first);
  codec->describe(&got, &second);
  if (wanted.length != got.length || memcmp(wanted.text, got.text, got.length) != 0) return "it means something else";
  uint8_t *tight = at_end(array, length);
  if (codec->encode(&second, tight, length) != length) return "it does not fit its own length";
  if (memcmp(tight, encoded, length) != 0) return "it encodes to other bytes";
  if (codec->encode(&second, at_end(array, length - 1), length - 1) != 0) return "it fits less than its length";
  return NULL;
}

verdict survive(const codec *codec, const uint8_t *bytes, size_t length) {
  static uint8_t array[ROOM];
  static uint8_t encoded[ROOM];
  static uint8_t other[ROOM];
  static message decoded;
  uint8_t *value = at_end(array, length);
  if (length > 0) memcpy(value, bytes, length);
  blt_result result = codec->decode(value, length, &decoded);
  if (result.code > BLT_DUPLICATE) return (verdict){false, "an unknown code"};
  if (result.code != BLT_OK) return (verdict){false, result.offset <= length ? NULL : "an offset beyond the value"};
  size_t size = codec->encode(&decoded, encoded, sizeof encoded);
  if (size == 0) return (verdict){false, NULL};
  if (size > length) return (verdict){true, "its encoding is longer"};
  /* Byte strings of the message lie in the value, so its encoding needs a place of its own. */
  uint8_t *exact = at_end(other, size);
  memcpy(exact, encoded, size);
  return (verdict){true, again(codec, &decoded, exact, size)};
}
