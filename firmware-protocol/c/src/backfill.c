/* Both directions of Backfill (SPEC 14.4). */
#include "layout.h"

#define DATA_FIXED 4u

static const blt_field DATA_FIELDS[] = {
    BLT_RESERVED(1), /* type */
    BLT_ANY_U8(blt_backfill_data, transfer),
    BLT_ANY_U16(blt_backfill_data, seq),
};
static const blt_layout DATA = BLT_LAYOUT(DATA_FIELDS);

static const blt_field END_FIELDS[] = {
    BLT_RESERVED(1), /* type */
    BLT_ANY_U8(blt_backfill_end, transfer),
    BLT_ANY_U16(blt_backfill_end, seq),
    BLT_ANY_U8(blt_backfill_end, status),
    BLT_RESERVED(1),
    BLT_ANY_U32(blt_backfill_end, samples),
};
static const blt_layout END = BLT_LAYOUT(END_FIELDS);

static const blt_field ACK_FIELDS[] = {
    BLT_RESERVED(1), /* type */
    BLT_ANY_U8(blt_backfill_ack, transfer),
    BLT_ANY_U16(blt_backfill_ack, next),
    BLT_U8(blt_backfill_ack, credit, 0, 64),
    BLT_U8(blt_backfill_ack, resend, 0, 1),
};
static const blt_layout ACK = BLT_LAYOUT(ACK_FIELDS);

static blt_result decode_data(const uint8_t *value, size_t length, blt_backfill_data *out) {
  if (length <= DATA_FIXED) return blt_malformed(BLT_SHORT, length);
  if (length > DATA_FIXED + BLT_PAYLOAD_MAX) return blt_malformed(BLT_LENGTH, DATA_FIXED + BLT_PAYLOAD_MAX);
  blt_layout_load(&DATA, value, 0, out);
  out->payload = (blt_bytes){value + DATA_FIXED, (uint8_t)(length - DATA_FIXED)};
  return blt_ok();
}

static size_t encode_data(const blt_backfill_data *data, uint8_t *to, size_t capacity) {
  size_t end = DATA_FIXED + data->payload.length;
  if (data->payload.length < 1 || data->payload.length > BLT_PAYLOAD_MAX || end > capacity) return 0;
  if (blt_layout_write(&DATA, data, to, capacity, 0) == 0) return 0;
  blt_copy(to + DATA_FIXED, data->payload.bytes, data->payload.length);
  return end;
}

blt_result blt_backfill_decode(const uint8_t *value, size_t length, blt_backfill *out) {
  if (length < 1) return blt_malformed(BLT_SHORT, length);
  out->type = value[0];
  if (out->type == BLT_BACKFILL_DATA) return decode_data(value, length, &out->as.data);
  if (out->type == BLT_BACKFILL_END) return blt_layout_read(&END, value, length, 0, &out->as.end);
  if (out->type == BLT_BACKFILL_ACK) return blt_layout_read(&ACK, value, length, 0, &out->as.ack);
  return blt_ok();
}

size_t blt_backfill_encode(const blt_backfill *message, uint8_t *to, size_t capacity) {
  size_t length = 0;
  if (message->type == BLT_BACKFILL_DATA) length = encode_data(&message->as.data, to, capacity);
  if (message->type == BLT_BACKFILL_END) length = blt_layout_write(&END, &message->as.end, to, capacity, 0);
  if (message->type == BLT_BACKFILL_ACK) length = blt_layout_write(&ACK, &message->as.ack, to, capacity, 0);
  if (length > 0) to[0] = message->type;
  return length;
}
