#include "layout.h"

static const uint8_t SIZES[] = {1, 1, 2, 4, 8, 8, 2, 4, 1};

/* Turns the order of signed numbers into that of unsigned ones. */
#define SIGN 0x80000000u

size_t blt_field_size(uint8_t kind) {
  return SIZES[kind];
}

static uint32_t sign_extended(uint16_t value) {
  return (value ^ 0x8000u) - 0x8000u;
}

static uint32_t get(uint8_t kind, const uint8_t *bytes) {
  if (SIZES[kind] == 1) return bytes[0];
  if (kind == BLT_FIELD_U16) return blt_get16(bytes);
  if (kind == BLT_FIELD_I16) return sign_extended(blt_get16(bytes));
  return blt_get32(bytes);
}

static bool in_range(const blt_field *field, const uint8_t *bytes) {
  if (field->kind == BLT_FIELD_U64) return true;
  if (field->kind == BLT_FIELD_U53) return blt_get64(bytes) <= BLT_U53_MAX;
  uint32_t flip = field->kind >= BLT_FIELD_I16 && field->kind <= BLT_FIELD_I32 ? SIGN : 0;
  uint32_t value = get(field->kind, bytes);
  if (field->kind == BLT_FIELD_PERCENT && value == 255) return true;
  return (value ^ flip) >= (field->min ^ flip) && (value ^ flip) <= (field->max ^ flip);
}

blt_result blt_field_check(const blt_field *field, size_t count, const uint8_t *value, size_t at) {
  size_t size = SIZES[field->kind];
  if (field->kind == BLT_FIELD_RESERVED) return blt_ok();
  for (size_t i = 0; i < count; i += 1, at += size) {
    if (!in_range(field, value + at)) return blt_malformed(BLT_RANGE, at);
  }
  return blt_ok();
}

static void load_one(size_t size, const uint8_t *bytes, uint8_t *to) {
  if (size == 1) {
    *to = bytes[0];
  } else if (size == 2) {
    uint16_t value = blt_get16(bytes);
    blt_copy(to, &value, sizeof value);
  } else if (size == 4) {
    uint32_t value = blt_get32(bytes);
    blt_copy(to, &value, sizeof value);
  } else {
    uint64_t value = blt_get64(bytes);
    blt_copy(to, &value, sizeof value);
  }
}

static void store_one(size_t size, const uint8_t *from, uint8_t *bytes) {
  if (size == 1) {
    bytes[0] = *from;
  } else if (size == 2) {
    uint16_t value;
    blt_copy(&value, from, sizeof value);
    blt_put16(bytes, value);
  } else if (size == 4) {
    uint32_t value;
    blt_copy(&value, from, sizeof value);
    blt_put32(bytes, value);
  } else {
    uint64_t value;
    blt_copy(&value, from, sizeof value);
    blt_put64(bytes, value);
  }
}

void blt_field_load(const blt_field *field, size_t count, const uint8_t *bytes, void *message) {
  size_t size = SIZES[field->kind];
  uint8_t *to = (uint8_t *)message + field->member;
  if (field->kind == BLT_FIELD_RESERVED) return;
  for (size_t i = 0; i < count; i += 1) load_one(size, bytes + i * size, to + i * size);
}

void blt_field_store(const blt_field *field, size_t count, const void *message, uint8_t *bytes) {
  size_t size = SIZES[field->kind];
  const uint8_t *from = (const uint8_t *)message + field->member;
  for (size_t i = 0; i < count; i += 1) {
    if (field->kind == BLT_FIELD_RESERVED) {
      bytes[i] = 0;
    } else {
      store_one(size, from + i * size, bytes + i * size);
    }
  }
}

size_t blt_layout_size(const blt_layout *layout) {
  size_t size = 0;
  for (size_t i = 0; i < layout->n; i += 1) {
    size += layout->fields[i].count * (size_t)SIZES[layout->fields[i].kind];
  }
  return size;
}

static bool keeps_rule(uint8_t rule, const uint8_t *second) {
  if (rule == BLT_RULE_ORDER) return second[-1] <= second[0];
  if (rule == BLT_RULE_NONE) return true;
  uint32_t first = blt_get32(second - 4);
  /* first + count ≤ 2^32, without 64 bits: 2^32 − first is −first, and nothing exceeds it when first is 0. */
  return first == 0 || blt_get32(second) <= 0u - first;
}

blt_result blt_layout_check(const blt_layout *layout, const uint8_t *value, size_t start) {
  size_t at = start;
  for (size_t i = 0; i < layout->n; i += 1) {
    const blt_field *field = &layout->fields[i];
    blt_result result = blt_field_check(field, field->count, value, at);
    if (result.code != BLT_OK) return result;
    at += field->count * (size_t)SIZES[field->kind];
  }
  if (keeps_rule(layout->rule, value + start + layout->rule_at)) return blt_ok();
  return blt_malformed(BLT_RANGE, start + layout->rule_at);
}

void blt_layout_load(const blt_layout *layout, const uint8_t *value, size_t start, void *message) {
  for (size_t i = 0; i < layout->n; i += 1) {
    const blt_field *field = &layout->fields[i];
    blt_field_load(field, field->count, value + start, message);
    start += field->count * (size_t)SIZES[field->kind];
  }
}

blt_result blt_layout_read(const blt_layout *layout, const uint8_t *value, size_t length, size_t start,
                           void *message) {
  if (length < start + blt_layout_size(layout)) return blt_malformed(BLT_SHORT, length);
  blt_result result = blt_layout_check(layout, value, start);
  if (result.code == BLT_OK) blt_layout_load(layout, value, start, message);
  return result;
}

size_t blt_layout_write(const blt_layout *layout, const void *message, uint8_t *to, size_t capacity,
                        size_t start) {
  size_t end = start + blt_layout_size(layout);
  if (end > capacity) return 0;
  size_t at = start;
  for (size_t i = 0; i < layout->n; i += 1) {
    const blt_field *field = &layout->fields[i];
    blt_field_store(field, field->count, message, to + at);
    at += field->count * (size_t)SIZES[field->kind];
  }
  return blt_layout_check(layout, to, start).code == BLT_OK ? end : 0;
}
