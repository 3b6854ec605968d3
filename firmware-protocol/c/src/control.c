/* Requests and replies of the control point (SPEC 10). */
#include "operations.h"

#define REQUEST_HEADER 2u
#define REPLY_HEADER 4u
#define REPLY_MARK 0xF0

static const blt_tlv REFUSAL_TLVS[] = {
    {BLT_TLV_CULPRIT, BLT_TLV_ONE, offsetof(blt_refusal, has_culprit), BLT_ANY_U8(blt_refusal, culprit)},
};
static const blt_tlv_set REFUSAL = BLT_TLV_SET(REFUSAL_TLVS);

/* Fixed part and TLVs. */
static blt_result read_body(const blt_layout *layout, const blt_tlv_set *tlvs, const uint8_t *value,
                            size_t length, size_t start, void *message) {
  blt_result result = blt_layout_read(layout, value, length, start, message);
  if (result.code != BLT_OK) return result;
  return blt_tlvs_read(tlvs, value, length, start + blt_layout_size(layout), message);
}

static size_t write_body(const blt_layout *layout, const blt_tlv_set *tlvs, const void *message, uint8_t *to,
                         size_t capacity, size_t start) {
  size_t end = blt_layout_write(layout, message, to, capacity, start);
  return end == 0 ? 0 : blt_tlvs_write(tlvs, message, to, capacity, end);
}

blt_result blt_request_decode(const uint8_t *value, size_t length, blt_request *out) {
  if (length < REQUEST_HEADER) return blt_malformed(BLT_SHORT, length);
  out->op = value[0];
  out->tag = value[1];
  const blt_operation *operation = blt_operation_of(out->op);
  out->known = operation != NULL;
  if (!out->known) return blt_ok();
  return read_body(&operation->request, &operation->request_tlvs, value, length, REQUEST_HEADER, &out->as);
}

size_t blt_request_encode(const blt_request *message, uint8_t *to, size_t capacity) {
  const blt_operation *operation = blt_operation_of(message->op);
  if (operation == NULL || capacity < REQUEST_HEADER) return 0;
  to[0] = message->op;
  to[1] = message->tag;
  return write_body(&operation->request, &operation->request_tlvs, &message->as, to, capacity,
                    REQUEST_HEADER);
}

blt_result blt_reply_decode(const uint8_t *value, size_t length, blt_reply *out) {
  if (length < REPLY_HEADER) return blt_malformed(BLT_SHORT, length);
  if (value[0] != REPLY_MARK) return blt_malformed(BLT_RANGE, 0);
  out->op = value[1];
  out->tag = value[2];
  out->status = value[3];
  const blt_operation *operation = blt_operation_of(out->op);
  out->known = operation != NULL;
  if (out->status != BLT_STATUS_OK) {
    return blt_tlvs_read(&REFUSAL, value, length, REPLY_HEADER, &out->as.refusal);
  }
  if (!out->known) return blt_ok();
  return read_body(&operation->reply, &operation->reply_tlvs, value, length, REPLY_HEADER, &out->as);
}

size_t blt_reply_encode(const blt_reply *message, uint8_t *to, size_t capacity) {
  const blt_operation *operation = blt_operation_of(message->op);
  if (capacity < REPLY_HEADER) return 0;
  to[0] = REPLY_MARK;
  to[1] = message->op;
  to[2] = message->tag;
  to[3] = message->status;
  if (message->status != BLT_STATUS_OK) {
    return blt_tlvs_write(&REFUSAL, &message->as.refusal, to, capacity, REPLY_HEADER);
  }
  if (operation == NULL) return 0;
  return write_body(&operation->reply, &operation->reply_tlvs, &message->as, to, capacity, REPLY_HEADER);
}
