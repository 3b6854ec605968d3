/* The value of Info (SPEC 8). */
#include "layout.h"

static const blt_field FIELDS[] = {
    BLT_U8(blt_info, major, 1, UINT8_MAX), BLT_ANY_U8(blt_info, minor),
    BLT_ANY_U16(blt_info, capabilities),   BLT_ANY_U64(blt_info, device_id),
    BLT_U16(blt_info, max_value, 20, 244), BLT_U8(blt_info, epoch, 0, 7),
    BLT_PERCENT(blt_info, battery_pct),    BLT_ANY_U32(blt_info, stream),
};
static const blt_layout LAYOUT = BLT_LAYOUT(FIELDS);
/* Bytes 0 to 11 stay the same in every major version. */
static const blt_layout FROZEN = {FIELDS, 4, BLT_RULE_NONE, 0};

blt_result blt_info_decode(const uint8_t *value, size_t length, blt_info *out) {
  bool foreign = length > 0 && value[0] > BLT_MAJOR;
  return blt_layout_read(foreign ? &FROZEN : &LAYOUT, value, length, 0, out);
}

size_t blt_info_encode(const blt_info *message, uint8_t *to, size_t capacity) {
  if (message->major > BLT_MAJOR) return 0;
  return blt_layout_write(&LAYOUT, message, to, capacity, 0);
}
