/*
 * The tables of the SPEC as data: what lies where on the wire, in which range, and in which member of a struct.
 * One table serves the decoder, the encoder and the check of ranges, so they cannot disagree.
 */
#ifndef BLT_LAYOUT_H
#define BLT_LAYOUT_H

#include "bytes.h"

typedef enum {
  BLT_FIELD_U8,
  BLT_FIELD_PERCENT, /* u8, 0…100 or 255 */
  BLT_FIELD_U16,
  BLT_FIELD_U32,
  BLT_FIELD_U64,
  BLT_FIELD_U53,
  BLT_FIELD_I16,
  BLT_FIELD_I32,
  BLT_FIELD_RESERVED /* bytes sent 0, ignored, in no struct */
} blt_field_kind;

typedef struct {
  uint8_t kind;
  uint8_t count;   /* elements */
  uint16_t member; /* offset in the struct */
  uint32_t min;    /* signed kinds: the same bits */
  uint32_t max;
} blt_field;

#define BLT_FIELD(kind, count, type, member, min, max)                                                       \
  { BLT_FIELD_##kind, (count), offsetof(type, member), (uint32_t)(min), (uint32_t)(max) }
#define BLT_U8(type, member, min, max) BLT_FIELD(U8, 1, type, member, min, max)
#define BLT_U16(type, member, min, max) BLT_FIELD(U16, 1, type, member, min, max)
#define BLT_U32(type, member, min, max) BLT_FIELD(U32, 1, type, member, min, max)
#define BLT_ANY_U8(type, member) BLT_U8(type, member, 0, UINT8_MAX)
#define BLT_ANY_U16(type, member) BLT_U16(type, member, 0, UINT16_MAX)
#define BLT_ANY_U32(type, member) BLT_U32(type, member, 0, UINT32_MAX)
#define BLT_ANY_U64(type, member) BLT_FIELD(U64, 1, type, member, 0, 0)
#define BLT_TICK(type, member) BLT_FIELD(U53, 1, type, member, 0, 0)
#define BLT_PERCENT(type, member) BLT_FIELD(PERCENT, 1, type, member, 0, 100)
#define BLT_I32_ARRAY(type, member, count, limit) BLT_FIELD(I32, count, type, member, -(limit), limit)
#define BLT_RESERVED(count)                                                                                  \
  { BLT_FIELD_RESERVED, (count), 0, 0, UINT32_MAX }

/* Rules over two neighbouring fields; broken, they are `range` at the second. */
typedef enum {
  BLT_RULE_NONE,
  BLT_RULE_ORDER, /* u8, u8: the first is not above the second */
  BLT_RULE_SPAN   /* u32 first, u32 count: their sum is at most 2^32 */
} blt_rule;

typedef struct {
  const blt_field *fields;
  uint8_t n;
  uint8_t rule;
  uint8_t rule_at; /* of the second field, from the start of the layout */
} blt_layout;

#define BLT_LAYOUT_WITH(fields, rule, at)                                                                    \
  { (fields), sizeof(fields) / sizeof((fields)[0]), (rule), (at) }
#define BLT_LAYOUT(fields) BLT_LAYOUT_WITH(fields, BLT_RULE_NONE, 0)

/* Bytes of one element on the wire. */
size_t blt_field_size(uint8_t kind);

/* Checks `count` elements at `at` against the range of the field. */
blt_result blt_field_check(const blt_field *field, size_t count, const uint8_t *value, size_t at);
/* Moves `count` elements between wire and struct. */
void blt_field_load(const blt_field *field, size_t count, const uint8_t *bytes, void *message);
void blt_field_store(const blt_field *field, size_t count, const void *message, uint8_t *bytes);

/* Bytes of a layout on the wire. */
size_t blt_layout_size(const blt_layout *layout);
/* Ranges and rule of a layout that begins at `start`; the bytes must be there. */
blt_result blt_layout_check(const blt_layout *layout, const uint8_t *value, size_t start);
void blt_layout_load(const blt_layout *layout, const uint8_t *value, size_t start, void *message);
/* Length, ranges, rule; then loads. */
blt_result blt_layout_read(const blt_layout *layout, const uint8_t *value, size_t length, size_t start,
                           void *message);
/* Stores and checks. Returns where it ends, or 0 if it does not fit or is outside its ranges. */
size_t blt_layout_write(const blt_layout *layout, const void *message, uint8_t *to, size_t capacity,
                        size_t start);

#endif
