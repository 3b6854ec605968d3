#include "frames.h"

#include <string.h>

#define ORIGINALS_MAX 1000
#define RANDOM_MAX 300

static frame originals[ORIGINALS_MAX];
static size_t original_count;
static uint64_t dice;

size_t frames_from(FILE *file) {
  static vector v;
  while (original_count < ORIGINALS_MAX && vector_read(file, &v)) {
    frame *original = &originals[original_count];
    original->length = v.length;
    memcpy(original->bytes, v.bytes, v.length);
    original_count += 1;
  }
  return original_count;
}

void frames_seed(uint64_t seed) {
  dice = seed * 0x9e3779b97f4a7c15u + 1;
}

/* xorshift64*. */
size_t roll(size_t below) {
  dice ^= dice >> 12;
  dice ^= dice << 25;
  dice ^= dice >> 27;
  return (size_t)((dice * 0x2545f4914f6cdd1du >> 33) % below);
}

static uint8_t interesting(void) {
  static const uint8_t VALUES[] = {0, 1, 2, 19, 20, 0x30, 0x40, 0x7f, 0x80, 0xf0, 0xfe, 0xff};
  return roll(2) == 0 ? (uint8_t)roll(256) : VALUES[roll(sizeof VALUES)];
}

static void randomise(frame *out) {
  out->length = roll(RANDOM_MAX);
  for (size_t i = 0; i < out->length; i += 1) out->bytes[i] = (uint8_t)roll(256);
  /* Else hardly any would be of a known type. */
  if (out->length > 0 && roll(2) == 0) out->bytes[0] = originals[roll(original_count)].bytes[0];
}

static void insert(frame *out, size_t at, uint8_t byte) {
  if (out->length >= BYTES_MAX - 1) return;
  memmove(out->bytes + at + 1, out->bytes + at, out->length - at);
  out->bytes[at] = byte;
  out->length += 1;
}

static void erase(frame *out, size_t at) {
  if (at >= out->length) return;
  memmove(out->bytes + at, out->bytes + at + 1, out->length - at - 1);
  out->length -= 1;
}

/* The end of another frame after the beginning of this one. */
static void splice(frame *out) {
  const frame *other = &originals[roll(original_count)];
  size_t from = roll(other->length + 1);
  size_t at = roll(out->length + 1);
  size_t n = other->length - from;
  if (at + n > BYTES_MAX - 1) return;
  memcpy(out->bytes + at, other->bytes + from, n);
  out->length = at + n;
}

static void mutate(frame *out) {
  size_t at = roll(out->length + 1);
  switch (roll(6)) {
    case 0:
      if (at < out->length) out->bytes[at] ^= (uint8_t)(1u << roll(8));
      break;
    case 1:
      if (at < out->length) out->bytes[at] = interesting();
      break;
    case 2:
      insert(out, at, interesting());
      break;
    case 3:
      erase(out, at);
      break;
    case 4:
      out->length = at;
      break;
    default:
      splice(out);
  }
}

/* Without this, nothing behind the checksum of blocks and calibrations would ever be reached. */
static void repair(frame *out) {
  size_t n = out->length;
  if (roll(2) == 0) return;
  if (n >= BLT_CALIBRATION_SIZE && (out->bytes[2] | out->bytes[3] << 8) == (int)n) {
    uint16_t crc = blt_crc16(out->bytes, n - 2);
    for (size_t i = 0; i < 2; i += 1) out->bytes[n - 2 + i] = (uint8_t)(crc >> 8 * i);
  } else if (n > 24 && n == BLT_BLOCK_SIZE(out->bytes[20])) {
    uint32_t crc = blt_crc32(out->bytes, n - 4);
    for (size_t i = 0; i < 4; i += 1) out->bytes[n - 4 + i] = (uint8_t)(crc >> 8 * i);
  }
}

void frame_next(frame *out) {
  if (roll(4) == 0) {
    randomise(out);
    return;
  }
  const frame *original = &originals[roll(original_count)];
  out->length = original->length;
  memcpy(out->bytes, original->bytes, original->length);
  for (size_t n = 1 + roll(3); n > 0; n -= 1) mutate(out);
  repair(out);
}
