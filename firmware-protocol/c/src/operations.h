/* What is fixed for each operation of the control point (SPEC 10.2). */
#ifndef BLT_OPERATIONS_H
#define BLT_OPERATIONS_H

#include "layout.h"
#include "tlv.h"

typedef struct {
  uint8_t op;
  blt_layout request;
  blt_layout reply;
  blt_tlv_set request_tlvs;
  blt_tlv_set reply_tlvs;
} blt_operation;

/* NULL for operations of the future. */
const blt_operation *blt_operation_of(uint8_t op);

#endif
