/* The unit of the ring and of transfers (SPEC 14.1). */
#include "layout.h"
#include "samples.h"

#define FIXED 24u
#define INDEX_AT 4u
#define COUNT_AT 20u

static const blt_field FIELDS[] = {
    BLT_U32(blt_block, stream, 1, UINT32_MAX),
    BLT_ANY_U32(blt_block, index),
    BLT_TICK(blt_block, tick),
    BLT_U32(blt_block, span, 0, 10000000),
    BLT_U8(blt_block, count, 1, BLT_SAMPLES_MAX),
    BLT_ANY_U8(blt_block, flags),
    BLT_RESERVED(2),
};
static const blt_layout LAYOUT = BLT_LAYOUT(FIELDS);

static bool index_fits(const uint8_t *value) {
  uint32_t index = blt_get32(value + INDEX_AT);
  return index == 0 || value[COUNT_AT] <= 0u - index;
}

/* Everything but the checksum comes after it, so a block is measured first. */
static blt_result check_length(const uint8_t *value, size_t length) {
  if (length < FIXED) return blt_malformed(BLT_SHORT, length);
  size_t count = value[COUNT_AT];
  if (count < 1 || count > BLT_SAMPLES_MAX) return blt_malformed(BLT_RANGE, COUNT_AT);
  if (length < BLT_BLOCK_SIZE(count)) return blt_malformed(BLT_SHORT, length);
  if (length > BLT_BLOCK_SIZE(count)) return blt_malformed(BLT_LENGTH, BLT_BLOCK_SIZE(count));
  return blt_ok();
}

blt_result blt_block_decode(const uint8_t *value, size_t length, blt_block *out) {
  blt_result result = check_length(value, length);
  if (result.code != BLT_OK) return result;
  size_t crc_at = length - 4;
  if (blt_get32(value + crc_at) != blt_crc32(value, crc_at)) return blt_malformed(BLT_CRC, crc_at);
  result = blt_layout_check(&LAYOUT, value, 0);
  if (result.code != BLT_OK) return result;
  if (!index_fits(value)) return blt_malformed(BLT_RANGE, INDEX_AT);
  blt_layout_load(&LAYOUT, value, 0, out);
  blt_samples_load(value + FIXED, out->count, out->samples);
  return result;
}

size_t blt_block_encode(const blt_block *message, uint8_t *to, size_t capacity) {
  size_t length = BLT_BLOCK_SIZE(message->count);
  if (length > capacity || blt_layout_write(&LAYOUT, message, to, capacity, 0) == 0) return 0;
  if (!index_fits(to)) return 0;
  blt_samples_store(message->samples, message->count, to + FIXED);
  blt_put32(to + length - 4, blt_crc32(to, length - 4));
  return length;
}
