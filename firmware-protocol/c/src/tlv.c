#include "tlv.h"

/* Type and length. */
#define HEADER 2u

static const blt_tlv *find(const blt_tlv_set *set, uint8_t type) {
  for (size_t i = 0; i < set->n; i += 1) {
    if (set->tlvs[i].type == type) return &set->tlvs[i];
  }
  return NULL;
}

/* Elements in so many bytes; 0 if that many cannot be. */
static size_t elements(const blt_tlv *tlv, size_t bytes) {
  size_t size = blt_field_size(tlv->field.kind);
  if (tlv->shape == BLT_TLV_ONE) return bytes >= size ? 1 : 0;
  if (bytes % size != 0 || bytes / size > tlv->field.count) return 0;
  return bytes / size;
}

static void load(const blt_tlv *tlv, size_t n, const uint8_t *bytes, void *message) {
  if (tlv->shape != BLT_TLV_BYTES) {
    blt_field_load(&tlv->field, n, bytes, message);
    return;
  }
  blt_copy((uint8_t *)message + tlv->field.member, &bytes, sizeof bytes);
}

static blt_result read_one(const blt_tlv *tlv, const uint8_t *value, size_t at, void *message) {
  uint8_t *presence = (uint8_t *)message + tlv->presence;
  if (*presence != 0) return blt_malformed(BLT_DUPLICATE, at);
  size_t n = elements(tlv, value[at + 1]);
  if (n == 0) return blt_malformed(BLT_LENGTH, at + 1);
  blt_result result = blt_field_check(&tlv->field, n, value, at + HEADER);
  if (result.code != BLT_OK) return result;
  *presence = (uint8_t)n;
  load(tlv, n, value + at + HEADER, message);
  return result;
}

blt_result blt_tlvs_read(const blt_tlv_set *set, const uint8_t *value, size_t length, size_t start,
                         void *message) {
  for (size_t i = 0; i < set->n; i += 1) *((uint8_t *)message + set->tlvs[i].presence) = 0;
  for (size_t at = start; at < length; at += HEADER + value[at + 1]) {
    if (length - at < HEADER || length - at - HEADER < value[at + 1]) return blt_malformed(BLT_SHORT, length);
    const blt_tlv *tlv = find(set, value[at]);
    if (tlv == NULL) continue;
    blt_result result = read_one(tlv, value, at, message);
    if (result.code != BLT_OK) return result;
  }
  return blt_ok();
}

static void store(const blt_tlv *tlv, size_t n, const void *message, uint8_t *bytes) {
  if (tlv->shape != BLT_TLV_BYTES) {
    blt_field_store(&tlv->field, n, message, bytes);
    return;
  }
  const uint8_t *from;
  blt_copy(&from, (const uint8_t *)message + tlv->field.member, sizeof from);
  blt_copy(bytes, from, n);
}

static size_t write_one(const blt_tlv *tlv, const void *message, uint8_t *to, size_t capacity, size_t at) {
  uint8_t presence = *((const uint8_t *)message + tlv->presence);
  if (presence == 0) return at;
  size_t n = tlv->shape == BLT_TLV_ONE ? 1 : presence;
  size_t bytes = n * blt_field_size(tlv->field.kind);
  if (elements(tlv, bytes) != n || at + HEADER + bytes > capacity) return 0;
  to[at] = tlv->type;
  to[at + 1] = (uint8_t)bytes;
  store(tlv, n, message, to + at + HEADER);
  if (blt_field_check(&tlv->field, n, to, at + HEADER).code != BLT_OK) return 0;
  return at + HEADER + bytes;
}

size_t blt_tlvs_write(const blt_tlv_set *set, const void *message, uint8_t *to, size_t capacity,
                      size_t start) {
  size_t at = start;
  for (size_t i = 0; i < set->n && at != 0; i += 1) at = write_one(&set->tlvs[i], message, to, capacity, at);
  return at;
}
