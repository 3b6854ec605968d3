#include "operations.h"

static const blt_field HELLO_REQUEST[] = {
    BLT_U8(blt_hello_request, min_major, 1, UINT8_MAX),
    BLT_U8(blt_hello_request, max_major, 1, UINT8_MAX),
};
static const blt_field HELLO_REPLY[] = {
    BLT_U8(blt_hello_reply, major, 1, UINT8_MAX),
    BLT_ANY_U8(blt_hello_reply, minor),
    BLT_U16(blt_hello_reply, max_value, 20, 244),
    BLT_ANY_U32(blt_hello_reply, boot_id),
};

static const blt_field CAPS_REQUEST[] = {
    BLT_ANY_U8(blt_caps_request, page),
};
static const blt_field CAPS_REPLY[] = {
    BLT_ANY_U8(blt_caps_reply, page),
    BLT_U8(blt_caps_reply, pages, 1, UINT8_MAX),
};
#define CAPS(member) offsetof(blt_caps_reply, member)
static const blt_tlv CAPS_TLVS[] = {
    {BLT_TLV_RATES_HZ, BLT_TLV_ARRAY, CAPS(rates_hz_n),
     BLT_FIELD(U16, BLT_RATES_MAX, blt_caps_reply, rates_hz, 1, 1000)},
    {BLT_TLV_ACC_RANGES_G, BLT_TLV_ARRAY, CAPS(acc_ranges_g_n),
     BLT_FIELD(U8, BLT_ACC_RANGES_MAX, blt_caps_reply, acc_ranges_g, 1, 32)},
    {BLT_TLV_GYR_RANGES_DPS, BLT_TLV_ARRAY, CAPS(gyr_ranges_dps_n),
     BLT_FIELD(U16, BLT_GYR_RANGES_MAX, blt_caps_reply, gyr_ranges_dps, 1, 4000)},
    {BLT_TLV_RING_SAMPLES, BLT_TLV_ONE, CAPS(has_ring_samples), BLT_ANY_U32(blt_caps_reply, ring_samples)},
    {BLT_TLV_RING_KIND, BLT_TLV_ONE, CAPS(has_ring_kind), BLT_ANY_U8(blt_caps_reply, ring_kind)},
    {BLT_TLV_BATTERY_MAH, BLT_TLV_ONE, CAPS(has_battery_mah), BLT_ANY_U16(blt_caps_reply, battery_mah)},
    {BLT_TLV_MAX_SEGMENTS, BLT_TLV_ONE, CAPS(has_max_segments),
     BLT_U8(blt_caps_reply, max_segments, 0, BLT_SEGMENTS_MAX)},
};

#define SET(member) offsetof(blt_set_request, member)
static const blt_tlv SET_TLVS[] = {
    {BLT_TLV_RATE_HZ, BLT_TLV_ONE, SET(has_rate_hz), BLT_U16(blt_set_request, rate_hz, 1, 1000)},
    {BLT_TLV_ACC_RANGE_G, BLT_TLV_ONE, SET(has_acc_range_g), BLT_U8(blt_set_request, acc_range_g, 1, 32)},
    {BLT_TLV_GYR_RANGE_DPS, BLT_TLV_ONE, SET(has_gyr_range_dps),
     BLT_U16(blt_set_request, gyr_range_dps, 1, 4000)},
    {BLT_TLV_MAX_BATCH_MS, BLT_TLV_ONE, SET(has_max_batch_ms),
     BLT_U16(blt_set_request, max_batch_ms, 5, 500)},
    {BLT_TLV_HOLD_MIN, BLT_TLV_ONE, SET(has_hold_min), BLT_U8(blt_set_request, hold_min, 0, 60)},
};
static const blt_field SET_REPLY[] = {
    BLT_U8(blt_set_reply, epoch, 0, 7),          BLT_U8(blt_set_reply, hold_min, 0, 60),
    BLT_U16(blt_set_reply, rate_hz, 1, 1000),    BLT_U16(blt_set_reply, max_batch_ms, 5, 500),
    BLT_U32(blt_set_reply, acc_ng, 1, 4000000),  BLT_U32(blt_set_reply, gyr_udps, 1, 1000000),
};

static const blt_field START_REQUEST[] = {
    BLT_U32(blt_start_request, nonce, 1, UINT32_MAX),
};
static const blt_field START_REPLY[] = {
    BLT_U32(blt_start_reply, stream, 1, UINT32_MAX),
    BLT_ANY_U32(blt_start_reply, index),
    BLT_TICK(blt_start_reply, tick),
};
static const blt_field STOP_REPLY[] = {
    BLT_ANY_U32(blt_stop_reply, stream),
    BLT_ANY_U32(blt_stop_reply, index),
};
static const blt_field STATE_REPLY[] = {
    BLT_ANY_U32(blt_state_reply, stream),
    BLT_ANY_U32(blt_state_reply, index),
    BLT_TICK(blt_state_reply, tick),
};

static const blt_field CAL_READ_REQUEST[] = {
    BLT_ANY_U16(blt_cal_read_request, offset),
};
static const blt_field CAL_READ_REPLY[] = {
    BLT_ANY_U16(blt_cal_read_reply, total),
    BLT_ANY_U16(blt_cal_read_reply, offset),
};
static const blt_tlv CAL_READ_TLVS[] = {
    {BLT_TLV_DATA, BLT_TLV_BYTES, offsetof(blt_cal_read_reply, data.length),
     BLT_FIELD(U8, BLT_DATA_MAX, blt_cal_read_reply, data.bytes, 0, UINT8_MAX)},
};
static const blt_field CAL_WRITE_REQUEST[] = {
    BLT_U16(blt_cal_write_request, total, 1, BLT_CALIBRATION_SIZE_MAX),
    BLT_ANY_U16(blt_cal_write_request, offset),
};
static const blt_tlv CAL_WRITE_TLVS[] = {
    {BLT_TLV_DATA, BLT_TLV_BYTES, offsetof(blt_cal_write_request, data.length),
     BLT_FIELD(U8, BLT_DATA_MAX, blt_cal_write_request, data.bytes, 0, UINT8_MAX)},
};
static const blt_field CAL_WRITE_REPLY[] = {
    BLT_ANY_U16(blt_cal_write_reply, next),
};
static const blt_field CAL_STILL_REPLY[] = {
    BLT_I32_ARRAY(blt_cal_still_reply, gyr_bias_udps, 3, 20000000),
};

static const blt_field LIST_REQUEST[] = {
    BLT_ANY_U8(blt_list_request, entry),
};
static const blt_field LIST_REPLY[] = {
    BLT_U8(blt_list_reply, entries, 1, UINT8_MAX),
    BLT_ANY_U8(blt_list_reply, entry),
    BLT_U32(blt_list_reply, stream, 1, UINT32_MAX),
    BLT_ANY_U32(blt_list_reply, first),
    BLT_U32(blt_list_reply, count, 1, UINT32_MAX),
};
static const blt_field READ_REQUEST[] = {
    BLT_U32(blt_read_request, stream, 1, UINT32_MAX),
    BLT_ANY_U32(blt_read_request, first),
    BLT_U32(blt_read_request, count, 1, UINT32_MAX),
    BLT_U8(blt_read_request, credit, 1, 64),
};
static const blt_field READ_REPLY[] = {
    BLT_ANY_U8(blt_read_reply, transfer),
    BLT_U8(blt_read_reply, payload, 16, BLT_PAYLOAD_MAX),
    BLT_ANY_U32(blt_read_reply, first),
    BLT_U32(blt_read_reply, count, 1, UINT32_MAX),
};
static const blt_field ABORT_REQUEST[] = {
    BLT_ANY_U8(blt_abort_request, transfer),
};
static const blt_field DESCRIBE_REQUEST[] = {
    BLT_U32(blt_describe_request, stream, 1, UINT32_MAX),
};
static const blt_field DESCRIBE_REPLY[] = {
    BLT_U32(blt_describe_reply, stream, 1, UINT32_MAX), BLT_U16(blt_describe_reply, rate_hz, 1, 1000),
    BLT_U8(blt_describe_reply, epoch, 0, 7),            BLT_U8(blt_describe_reply, ended, 0, 1),
    BLT_U32(blt_describe_reply, acc_ng, 1, 4000000),    BLT_U32(blt_describe_reply, gyr_udps, 1, 1000000),
};

static const blt_field CHALLENGE_REPLY[] = {
    BLT_FIELD(U8, BLT_KEY_SIZE, blt_challenge_reply, challenge, 0, UINT8_MAX),
};
static const blt_field AUTH_REQUEST[] = {
    BLT_FIELD(U8, BLT_KEY_SIZE, blt_auth_request, mac, 0, UINT8_MAX),
};
static const blt_field CLAIM_REQUEST[] = {
    BLT_FIELD(U8, BLT_KEY_SIZE, blt_claim_request, key, 0, UINT8_MAX),
};
static const blt_field DFU_REQUEST[] = {
    BLT_ANY_U8(blt_dfu_request, kind),
};

#define NOTHING                                                                                              \
  { NULL, 0, BLT_RULE_NONE, 0 }
#define NO_TLVS                                                                                              \
  { NULL, 0 }
#define ORDER(fields, at) BLT_LAYOUT_WITH(fields, BLT_RULE_ORDER, at)
#define SPAN(fields, at) BLT_LAYOUT_WITH(fields, BLT_RULE_SPAN, at)

static const blt_operation OPERATIONS[] = {
    {BLT_OP_HELLO, ORDER(HELLO_REQUEST, 1), BLT_LAYOUT(HELLO_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_CAPS, BLT_LAYOUT(CAPS_REQUEST), BLT_LAYOUT(CAPS_REPLY), NO_TLVS, BLT_TLV_SET(CAPS_TLVS)},
    {BLT_OP_SET, NOTHING, BLT_LAYOUT(SET_REPLY), BLT_TLV_SET(SET_TLVS), NO_TLVS},
    {BLT_OP_START, BLT_LAYOUT(START_REQUEST), BLT_LAYOUT(START_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_STOP, NOTHING, BLT_LAYOUT(STOP_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_STATE, NOTHING, BLT_LAYOUT(STATE_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_CAL_READ, BLT_LAYOUT(CAL_READ_REQUEST), BLT_LAYOUT(CAL_READ_REPLY), NO_TLVS,
     BLT_TLV_SET(CAL_READ_TLVS)},
    {BLT_OP_CAL_WRITE, BLT_LAYOUT(CAL_WRITE_REQUEST), BLT_LAYOUT(CAL_WRITE_REPLY),
     BLT_TLV_SET(CAL_WRITE_TLVS), NO_TLVS},
    {BLT_OP_CAL_STILL, NOTHING, BLT_LAYOUT(CAL_STILL_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_LIST, BLT_LAYOUT(LIST_REQUEST), SPAN(LIST_REPLY, 10), NO_TLVS, NO_TLVS},
    {BLT_OP_READ, SPAN(READ_REQUEST, 8), SPAN(READ_REPLY, 6), NO_TLVS, NO_TLVS},
    {BLT_OP_ABORT, BLT_LAYOUT(ABORT_REQUEST), NOTHING, NO_TLVS, NO_TLVS},
    {BLT_OP_ERASE, NOTHING, NOTHING, NO_TLVS, NO_TLVS},
    {BLT_OP_DESCRIBE, BLT_LAYOUT(DESCRIBE_REQUEST), BLT_LAYOUT(DESCRIBE_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_IDENTIFY, NOTHING, NOTHING, NO_TLVS, NO_TLVS},
    {BLT_OP_CHALLENGE, NOTHING, BLT_LAYOUT(CHALLENGE_REPLY), NO_TLVS, NO_TLVS},
    {BLT_OP_AUTH, BLT_LAYOUT(AUTH_REQUEST), NOTHING, NO_TLVS, NO_TLVS},
    {BLT_OP_CLAIM, BLT_LAYOUT(CLAIM_REQUEST), NOTHING, NO_TLVS, NO_TLVS},
    {BLT_OP_DFU, BLT_LAYOUT(DFU_REQUEST), NOTHING, NO_TLVS, NO_TLVS},
};

const blt_operation *blt_operation_of(uint8_t op) {
  for (size_t i = 0; i < sizeof OPERATIONS / sizeof OPERATIONS[0]; i += 1) {
    if (OPERATIONS[i].op == op) return &OPERATIONS[i];
  }
  return NULL;
}
