/* Notifications of Events (SPEC 11). */
#include "layout.h"

#define HEADER 8u

static const blt_field HEADER_FIELDS[] = {
    BLT_ANY_U8(blt_event, type),
    BLT_RESERVED(1),
    BLT_ANY_U16(blt_event, seq),
    BLT_ANY_U32(blt_event, tick),
};
static const blt_layout HEADER_LAYOUT = BLT_LAYOUT(HEADER_FIELDS);

static const blt_field BUTTON[] = {
    BLT_ANY_U16(blt_event_button, press_ms),
    BLT_ANY_U8(blt_event_button, button),
};
static const blt_field BATTERY[] = {
    BLT_PERCENT(blt_event_battery, percent),
    BLT_ANY_U8(blt_event_battery, charge),
    BLT_ANY_U16(blt_event_battery, millivolts),
};
static const blt_field FAULT[] = {
    BLT_ANY_U16(blt_event_fault, code),
    BLT_U8(blt_event_fault, active, 0, 1),
    BLT_RESERVED(1),
    BLT_ANY_U32(blt_event_fault, detail),
};
static const blt_field OVERFLOW[] = {
    BLT_ANY_U32(blt_event_overflow, first),
    BLT_U32(blt_event_overflow, count, 1, UINT32_MAX),
    BLT_ANY_U8(blt_event_overflow, where),
};
static const blt_field HAPTIC_BEGIN[] = {
    BLT_ANY_U8(blt_event_haptic_begin, command),
};
static const blt_field HAPTIC_DONE[] = {
    BLT_ANY_U8(blt_event_haptic_done, command),
    BLT_ANY_U8(blt_event_haptic_done, outcome),
    BLT_ANY_U16(blt_event_haptic_done, on_ms),
};
static const blt_field STREAM_END[] = {
    BLT_U32(blt_event_stream_end, stream, 1, UINT32_MAX),
    BLT_ANY_U32(blt_event_stream_end, count),
    BLT_ANY_U8(blt_event_stream_end, reason),
};

/* By type, from 1 on. */
static const blt_layout BODIES[] = {
    BLT_LAYOUT(BUTTON),       BLT_LAYOUT(BATTERY),
    BLT_LAYOUT(FAULT),        BLT_LAYOUT_WITH(OVERFLOW, BLT_RULE_SPAN, 4),
    BLT_LAYOUT(HAPTIC_BEGIN), BLT_LAYOUT(HAPTIC_DONE),
    BLT_LAYOUT(STREAM_END),
};

static const blt_layout *body(uint8_t type) {
  return type >= BLT_EVENT_BUTTON && type <= BLT_EVENT_STREAM_END ? &BODIES[type - 1] : NULL;
}

blt_result blt_event_decode(const uint8_t *value, size_t length, blt_event *out) {
  blt_result result = blt_layout_read(&HEADER_LAYOUT, value, length, 0, out);
  if (result.code != BLT_OK) return result;
  const blt_layout *layout = body(out->type);
  out->known = layout != NULL;
  return out->known ? blt_layout_read(layout, value, length, HEADER, &out->as) : result;
}

size_t blt_event_encode(const blt_event *message, uint8_t *to, size_t capacity) {
  const blt_layout *layout = body(message->type);
  if (layout == NULL || blt_layout_write(&HEADER_LAYOUT, message, to, capacity, 0) == 0) return 0;
  return blt_layout_write(layout, &message->as, to, capacity, HEADER);
}
