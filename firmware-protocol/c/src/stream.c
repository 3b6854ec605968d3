/* Notifications of Stream (SPEC 9). */
#include "layout.h"
#include "samples.h"

#define IMU6_FIXED 8u

static const blt_field IMU6_FIELDS[] = {
    BLT_RESERVED(1), /* type */
    BLT_ANY_U8(blt_imu6, flags),
    BLT_ANY_U16(blt_imu6, index),
    BLT_ANY_U32(blt_imu6, tick),
};
static const blt_layout IMU6 = BLT_LAYOUT(IMU6_FIELDS);

static const blt_field ANCHOR_FIELDS[] = {
    BLT_RESERVED(1), /* type */
    BLT_ANY_U8(blt_anchor, flags),
    BLT_RESERVED(2),
    BLT_U32(blt_anchor, stream, 1, UINT32_MAX),
    BLT_ANY_U32(blt_anchor, index),
    BLT_TICK(blt_anchor, tick),
};
static const blt_layout ANCHOR = BLT_LAYOUT(ANCHOR_FIELDS);

static blt_result decode_imu6(const uint8_t *value, size_t length, blt_imu6 *out) {
  if (length < IMU6_FIXED + BLT_SAMPLE_SIZE) return blt_malformed(BLT_SHORT, length);
  size_t n = (length - IMU6_FIXED) / BLT_SAMPLE_SIZE;
  if (n > BLT_SAMPLES_MAX) n = BLT_SAMPLES_MAX;
  size_t end = IMU6_FIXED + BLT_SAMPLE_SIZE * n;
  if (length != end) return blt_malformed(BLT_LENGTH, end);
  blt_layout_load(&IMU6, value, 0, out);
  out->n = (uint8_t)n;
  blt_samples_load(value + IMU6_FIXED, n, out->samples);
  return blt_ok();
}

static size_t encode_imu6(const blt_imu6 *imu6, uint8_t *to, size_t capacity) {
  size_t end = IMU6_FIXED + BLT_SAMPLE_SIZE * imu6->n;
  if (imu6->n < 1 || imu6->n > BLT_SAMPLES_MAX || end > capacity) return 0;
  if (blt_layout_write(&IMU6, imu6, to, capacity, 0) == 0) return 0;
  blt_samples_store(imu6->samples, imu6->n, to + IMU6_FIXED);
  return end;
}

blt_result blt_frame_decode(const uint8_t *value, size_t length, blt_frame *out) {
  if (length < 1) return blt_malformed(BLT_SHORT, length);
  /* The high nibble of both is layout version 0. */
  out->kind = BLT_FRAME_UNKNOWN;
  if (value[0] == BLT_FRAME_IMU6) {
    out->kind = BLT_FRAME_IMU6;
    return decode_imu6(value, length, &out->as.imu6);
  }
  if (value[0] == BLT_FRAME_ANCHOR) {
    out->kind = BLT_FRAME_ANCHOR;
    return blt_layout_read(&ANCHOR, value, length, 0, &out->as.anchor);
  }
  out->as.unknown = (blt_unknown_frame){value[0] & 15, value[0] >> 4};
  return blt_ok();
}

size_t blt_frame_encode(const blt_frame *message, uint8_t *to, size_t capacity) {
  size_t length = 0;
  if (message->kind == BLT_FRAME_IMU6) length = encode_imu6(&message->as.imu6, to, capacity);
  if (message->kind == BLT_FRAME_ANCHOR) {
    length = blt_layout_write(&ANCHOR, &message->as.anchor, to, capacity, 0);
  }
  if (length > 0) to[0] = (uint8_t)message->kind;
  return length;
}
