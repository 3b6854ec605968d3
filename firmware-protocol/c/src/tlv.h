/* TLVs after the fixed part of a control message (SPEC 10.1). */
#ifndef BLT_TLV_H
#define BLT_TLV_H

#include "layout.h"

typedef enum {
  BLT_TLV_ONE,   /* a single value; more bytes than it has are ignored */
  BLT_TLV_ARRAY, /* 1…count elements */
  BLT_TLV_BYTES  /* 1…count bytes, left where they are: the member is a pointer */
} blt_tlv_shape;

typedef struct {
  uint8_t type;
  uint8_t shape;
  uint16_t presence; /* offset of a bool, or of the number of elements: 0 when absent */
  blt_field field;
} blt_tlv;

/* In rising order of type. */
typedef struct {
  const blt_tlv *tlvs;
  uint8_t n;
} blt_tlv_set;

#define BLT_TLV_SET(tlvs)                                                                                    \
  { (tlvs), sizeof(tlvs) / sizeof((tlvs)[0]) }

/* Reads from `start` to the end of the value; what the set does not have is skipped. */
blt_result blt_tlvs_read(const blt_tlv_set *set, const uint8_t *value, size_t length, size_t start,
                         void *message);
/* Returns where the last one ends, or 0 if they do not fit or are outside their ranges. */
size_t blt_tlvs_write(const blt_tlv_set *set, const void *message, uint8_t *to, size_t capacity,
                      size_t start);

#endif
