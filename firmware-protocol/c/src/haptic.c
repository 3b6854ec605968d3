/* Writes to Haptic (SPEC 12). */
#include "layout.h"

#define FIXED 6u
#define N_AT 5u
#define OPTIONS (BLT_HAPTIC_PRIORITY | BLT_HAPTIC_ABSOLUTE)

static const blt_field FIELDS[] = {
    BLT_ANY_U8(blt_haptic, mode),    BLT_ANY_U8(blt_haptic, seq), BLT_ANY_U8(blt_haptic, options),
    BLT_ANY_U16(blt_haptic, expiry), BLT_ANY_U8(blt_haptic, n),
};
static const blt_layout LAYOUT = BLT_LAYOUT(FIELDS);

/* Of `n`, by mode. */
static const uint8_t N_MIN[] = {0, 1, 1, 1};
static const uint8_t N_MAX[] = {255, 255, BLT_SEGMENTS_MAX, 123};

/* Ranges of a command whose fixed part is there. */
static blt_result check(const uint8_t *value, size_t length) {
  uint8_t mode = value[0];
  uint8_t n = value[N_AT];
  if (n < N_MIN[mode] || n > N_MAX[mode]) return blt_malformed(BLT_RANGE, N_AT);
  if (mode != BLT_HAPTIC_SEGMENTS) return blt_ok();
  if (length < FIXED + 2u * n) return blt_malformed(BLT_SHORT, length);
  for (size_t at = FIXED + 1; at < FIXED + 2u * n; at += 2) {
    if (value[at] == 0) return blt_malformed(BLT_RANGE, at);
  }
  return blt_ok();
}

static void load(const uint8_t *value, blt_haptic *out) {
  out->options &= OPTIONS;
  if (out->mode == BLT_HAPTIC_STOP) out->n = 0;
  if (out->mode != BLT_HAPTIC_SEGMENTS) return;
  for (size_t i = 0; i < out->n; i += 1) {
    out->segments[i] = (blt_segment){value[FIXED + 2 * i], value[FIXED + 2 * i + 1]};
  }
}

blt_result blt_haptic_decode(const uint8_t *value, size_t length, blt_haptic *out) {
  blt_result result = blt_layout_read(&LAYOUT, value, length, 0, out);
  if (result.code != BLT_OK) return result;
  out->known = out->mode <= BLT_HAPTIC_EFFECT;
  if (!out->known) return result;
  result = check(value, length);
  if (result.code == BLT_OK) load(value, out);
  return result;
}

static size_t store_segments(const blt_haptic *message, uint8_t *to, size_t capacity) {
  size_t end = FIXED + 2u * message->n;
  if (message->n > BLT_SEGMENTS_MAX || end > capacity) return 0;
  for (size_t i = 0; i < message->n; i += 1) {
    to[FIXED + 2 * i] = message->segments[i].amplitude;
    to[FIXED + 2 * i + 1] = message->segments[i].duration;
  }
  return end;
}

size_t blt_haptic_encode(const blt_haptic *message, uint8_t *to, size_t capacity) {
  size_t end = blt_layout_write(&LAYOUT, message, to, capacity, 0);
  if (end == 0 || message->mode > BLT_HAPTIC_EFFECT) return 0;
  to[2] &= OPTIONS;
  if (message->mode == BLT_HAPTIC_STOP) to[N_AT] = 0;
  if (message->mode == BLT_HAPTIC_SEGMENTS) end = store_segments(message, to, capacity);
  return end > 0 && check(to, end).code == BLT_OK ? end : 0;
}
