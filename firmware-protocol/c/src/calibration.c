/* The calibration blob (SPEC 15). */
#include "layout.h"

#define LENGTH_AT 2u

static const blt_field FIELDS[] = {
    BLT_U8(blt_calibration, version, 1, UINT8_MAX),
    BLT_ANY_U8(blt_calibration, valid),
    BLT_RESERVED(2), /* length of the blob */
    BLT_ANY_U32(blt_calibration, made_s),
    BLT_FIELD(I16, 1, blt_calibration, temperature_centi_c, -5000, 10000),
    BLT_RESERVED(2),
    BLT_I32_ARRAY(blt_calibration, acc_bias_ug, 3, 500000),
    BLT_I32_ARRAY(blt_calibration, acc_matrix_ppm, 9, 2000000),
    BLT_I32_ARRAY(blt_calibration, gyr_bias_udps, 3, 20000000),
    BLT_I32_ARRAY(blt_calibration, gyr_matrix_ppm, 9, 2000000),
    BLT_I32_ARRAY(blt_calibration, gyr_slope_udps_c, 3, 1000000),
};
static const blt_layout LAYOUT = BLT_LAYOUT(FIELDS);

static blt_result check_length(const uint8_t *value, size_t length) {
  if (length < BLT_CALIBRATION_SIZE) return blt_malformed(BLT_SHORT, length);
  size_t told = blt_get16(value + LENGTH_AT);
  if (told < BLT_CALIBRATION_SIZE || told > BLT_CALIBRATION_SIZE_MAX) {
    return blt_malformed(BLT_RANGE, LENGTH_AT);
  }
  if (length < told) return blt_malformed(BLT_SHORT, length);
  if (length > told) return blt_malformed(BLT_LENGTH, told);
  return blt_ok();
}

blt_result blt_calibration_decode(const uint8_t *value, size_t length, blt_calibration *out) {
  blt_result result = check_length(value, length);
  if (result.code != BLT_OK) return result;
  size_t crc_at = length - 2;
  if (blt_get16(value + crc_at) != blt_crc16(value, crc_at)) return blt_malformed(BLT_CRC, crc_at);
  return blt_layout_read(&LAYOUT, value, length, 0, out);
}

size_t blt_calibration_encode(const blt_calibration *message, uint8_t *to, size_t capacity) {
  size_t crc_at = BLT_CALIBRATION_SIZE - 2;
  if (capacity < BLT_CALIBRATION_SIZE || blt_layout_write(&LAYOUT, message, to, capacity, 0) == 0) return 0;
  blt_put16(to + LENGTH_AT, BLT_CALIBRATION_SIZE);
  blt_put16(to + crc_at, blt_crc16(to, crc_at));
  return BLT_CALIBRATION_SIZE;
}
