/* Manufacturer data of the scan response (SPEC 4). */
#include "layout.h"

static const blt_field FIELDS[] = {
    BLT_ANY_U16(blt_advertisement, company),
    BLT_U8(blt_advertisement, magic, BLT_ADVERTISEMENT_MAGIC, BLT_ADVERTISEMENT_MAGIC),
    BLT_U8(blt_advertisement, major, 1, UINT8_MAX),
    BLT_ANY_U64(blt_advertisement, device_id),
};
static const blt_layout LAYOUT = BLT_LAYOUT(FIELDS);

blt_result blt_advertisement_decode(const uint8_t *value, size_t length, blt_advertisement *out) {
  return blt_layout_read(&LAYOUT, value, length, 0, out);
}

size_t blt_advertisement_encode(const blt_advertisement *message, uint8_t *to, size_t capacity) {
  return blt_layout_write(&LAYOUT, message, to, capacity, 0);
}
