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
  bool same = wanted.length == got.length && memcmp(wanted.text, got.text, got.length) == 0;
  if (!same) return "it means something else";
  uint8_t *tight = at_end(array, length);
  if (codec->encode(&second, tight, length) != length) return "it does not fit its own length";
  if (memcmp(tight, encoded, length) != 0) return "it encodes to other bytes";
  size_t less = length - 1;
  return codec->encode(&second, at_end(array, less), less) == 0 ? NULL : "it fits less than its length";
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
  if (result.offset > length) return (verdict){false, "an offset beyond the value"};
  if (result.code != BLT_OK) return (verdict){false, NULL};
  size_t size = codec->encode(&decoded, encoded, sizeof encoded);
  if (size == 0) return (verdict){false, NULL};
  if (size > length) return (verdict){true, "its encoding is longer"};
  /* Byte strings of the message lie in the value, so its encoding needs a place of its own. */
  uint8_t *exact = at_end(other, size);
  memcpy(exact, encoded, size);
  return (verdict){true, again(codec, &decoded, exact, size)};
}

/* Byte strings keep a length that was tampered with, but point to somewhere. */
static void mend_pointers(const codec *codec, message *m) {
  static const uint8_t somewhere[UINT8_MAX];
  const char *name = codec->name;
  if (strcmp(name, "backfill") == 0 && m->backfill.type == BLT_BACKFILL_DATA) {
    m->backfill.as.data.payload.bytes = somewhere;
  } else if (strcmp(name, "control-request") == 0 && m->request.op == BLT_OP_CAL_WRITE) {
    m->request.as.cal_write.data.bytes = somewhere;
  } else if (strcmp(name, "control-reply") == 0 && m->reply.op == BLT_OP_CAL_READ && m->reply.status == 0) {
    m->reply.as.cal_read.data.bytes = somewhere;
  }
}

const char *refuses_nonsense(const codec *codec, const uint8_t *bytes, size_t length, tampering tampering) {
  static uint8_t array[ROOM];
  static uint8_t value[ROOM];
  static message tampered;
  static message decoded;
  if (codec->decode(bytes, length, &tampered).code != BLT_OK) return NULL;
  ((uint8_t *)&tampered)[tampering.at % codec->size] = tampering.byte;
  mend_pointers(codec, &tampered);
  size_t size = codec->encode(&tampered, value, sizeof value);
  if (size == 0) return NULL;
  if (codec->decode(value, size, &decoded).code != BLT_OK) return "it encodes what is malformed";
  uint8_t *tight = at_end(array, size);
  if (codec->encode(&decoded, tight, size) != size) return "what it encodes does not fit its own length";
  return memcmp(tight, value, size) == 0 ? NULL : "what it encodes changes when sent on";
}
