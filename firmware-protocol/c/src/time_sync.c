/* Both directions of Time sync (SPEC 13). */
#include "layout.h"

static const blt_field FIELDS[] = {
    BLT_ANY_U8(blt_time_sync, type), BLT_ANY_U16(blt_time_sync, seq), BLT_ANY_U64(blt_time_sync, t1),
    BLT_ANY_U32(blt_time_sync, t2),  BLT_ANY_U32(blt_time_sync, t3),
};
static const blt_layout REPLY = BLT_LAYOUT(FIELDS);
static const blt_layout REQUEST = {FIELDS, 3, BLT_RULE_NONE, 0};

static const blt_layout *layout(uint8_t type) {
  if (type == BLT_TIME_SYNC_REQUEST) return &REQUEST;
  return type == BLT_TIME_SYNC_REPLY ? &REPLY : NULL;
}

blt_result blt_time_sync_decode(const uint8_t *value, size_t length, blt_time_sync *out) {
  if (length < 1) return blt_malformed(BLT_SHORT, length);
  out->type = value[0];
  if (layout(out->type) == NULL) return blt_ok();
  return blt_layout_read(layout(out->type), value, length, 0, out);
}

size_t blt_time_sync_encode(const blt_time_sync *message, uint8_t *to, size_t capacity) {
  if (layout(message->type) == NULL) return 0;
  return blt_layout_write(layout(message->type), message, to, capacity, 0);
}
