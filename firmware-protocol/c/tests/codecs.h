/* All codecs behind one face, under the names of the vector files. */
#ifndef BLT_TEST_CODECS_H
#define BLT_TEST_CODECS_H

#include "text.h"

typedef union {
  blt_advertisement advertisement;
  blt_info info;
  blt_frame frame;
  blt_request request;
  blt_reply reply;
  blt_event event;
  blt_haptic haptic;
  blt_time_sync time_sync;
  blt_backfill backfill;
  blt_block block;
  blt_calibration calibration;
} message;

typedef struct {
  const char *name;
  size_t size; /* of its message */
  blt_result (*decode)(const uint8_t *value, size_t length, message *out);
  size_t (*encode)(const message *from, uint8_t *to, size_t capacity);
  void (*describe)(text *to, const message *from);
} codec;

#define CODECS 11
extern const codec codecs[CODECS];

/* NULL if there is none. */
const codec *codec_named(const char *name);

#endif
