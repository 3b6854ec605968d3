#include "codecs.h"

#include <string.h>

#define WRAP(name)                                                                                           \
  static blt_result decode_##name(const uint8_t *value, size_t length, message *out) {                       \
    return blt_##name##_decode(value, length, &out->name);                                                   \
  }                                                                                                          \
  static size_t encode_##name(const message *from, uint8_t *to, size_t capacity) {                           \
    return blt_##name##_encode(&from->name, to, capacity);                                                   \
  }                                                                                                          \
  static void describe_##name(text *to, const message *from) {                                               \
    text_##name(to, &from->name);                                                                            \
  }

WRAP(advertisement)
WRAP(info)
WRAP(frame)
WRAP(request)
WRAP(reply)
WRAP(event)
WRAP(haptic)
WRAP(time_sync)
WRAP(backfill)
WRAP(block)
WRAP(calibration)

#define CODEC(file, name)                                                                                    \
  { file, sizeof((message *)0)->name, decode_##name, encode_##name, describe_##name }

const codec codecs[CODECS] = {
    CODEC("advertisement", advertisement),
    CODEC("info", info),
    CODEC("stream", frame),
    CODEC("control-request", request),
    CODEC("control-reply", reply),
    CODEC("event", event),
    CODEC("haptic", haptic),
    CODEC("time-sync", time_sync),
    CODEC("backfill", backfill),
    CODEC("block", block),
    CODEC("calibration", calibration),
};

const codec *codec_named(const char *name) {
  for (size_t i = 0; i < CODECS; i += 1) {
    if (strcmp(codecs[i].name, name) == 0) return &codecs[i];
  }
  return NULL;
}
