/*
 * Beltline firmware protocol, version 1.0: codec for every message, both directions.
 *
 * Paragraph numbers are those of ../SPEC.md, which says what the fields mean. C99, no allocation, no state, no
 * library but memcpy; all functions are reentrant. Every decoder takes any bytes of any length.
 *
 * Decoders return a `blt_result`. Only when its `code` is BLT_OK is the message in `*out` meant to be read. Byte
 * strings in a message (`blt_bytes`) point into the value that was decoded and live as long as it does.
 *
 * Encoders return the number of bytes written to `to`, or 0 when the message does not fit `capacity`, when a field
 * is outside the range of the SPEC, or when the message has no form on the wire (unknown ones). After 0 the bytes
 * in `to` mean nothing; nothing is ever written beyond `capacity`.
 */
#ifndef BELTLINE_PROTOCOL_H
#define BELTLINE_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is the same everywhere ---- */

#define BLT_MAJOR 1
#define BLT_MINOR 0
/** Longest value at the largest MTU, 247, and at the smallest, 23 (1). */
#define BLT_VALUE_MAX 244
#define BLT_VALUE_MIN 20
#define BLT_SAMPLES_MAX 19
#define BLT_PAYLOAD_MAX 240
#define BLT_SEGMENTS_MAX 16
/** u53: the largest tick (1). */
#define BLT_U53_MAX 0x1FFFFFFFFFFFFFull

/** The 128-bit UUID `b0f1NNNN-2ffb-466c-98cc-52952787982e` (3) as an initialiser, in the order sent on the air. */
#define BLT_UUID(nnnn)                                                                                       \
  {                                                                                                          \
    0x2e, 0x98, 0x87, 0x27, 0x95, 0x52, 0xcc, 0x98, 0x6c, 0x46, 0xfb, 0x2f, (uint8_t)((nnnn) & 0xff),        \
        (uint8_t)((nnnn) >> 8), 0xf1, 0xb0                                                                   \
  }
#define BLT_UUID_SERVICE 0x0001
#define BLT_UUID_INFO 0x0010
#define BLT_UUID_CONTROL 0x0011
#define BLT_UUID_STREAM 0x0012
#define BLT_UUID_EVENTS 0x0013
#define BLT_UUID_HAPTIC 0x0014
#define BLT_UUID_TIME_SYNC 0x0015
#define BLT_UUID_BACKFILL 0x0016

/** Why a value is malformed (1.1). */
typedef enum {
  BLT_OK = 0,
  BLT_SHORT,
  BLT_LENGTH,
  BLT_CRC,
  BLT_RANGE,
  BLT_DUPLICATE
} blt_code;

/** `offset`: the byte to blame (1.1); 0 when ok. */
typedef struct {
  blt_code code;
  uint16_t offset;
} blt_result;

/** A byte string in the buffer of somebody else. `length` 0: absent. */
typedef struct {
  const uint8_t *bytes;
  uint8_t length;
} blt_bytes;

/** Raw sample in LSB, axes of the sensor (9.1). */
typedef struct {
  int16_t acc[3];
  int16_t gyr[3];
} blt_sample;

/** Flags of frames and blocks (9). */
#define BLT_FLAG_GAP 0x01u
#define BLT_FLAG_ACC_CLIPPED 0x02u
#define BLT_FLAG_GYR_CLIPPED 0x04u
#define BLT_FLAG_CLOCK_STEP 0x08u
#define BLT_FLAG_MOTOR 0x10u
#define BLT_FLAG_EPOCH(epoch) ((uint8_t)(((epoch) & 7u) << 5))

/** CRC-16/CCITT-FALSE and CRC-32/ISO-HDLC (1.2). */
uint16_t blt_crc16(const uint8_t *bytes, size_t length);
uint32_t blt_crc32(const uint8_t *bytes, size_t length);

/* ---- 4 Advertising ---- */

#define BLT_ADVERTISEMENT_SIZE 12
#define BLT_ADVERTISEMENT_MAGIC 0xB1

/** Manufacturer data of the scan response. */
typedef struct {
  uint16_t company;
  uint8_t magic; /**< BLT_ADVERTISEMENT_MAGIC */
  uint8_t major; /**< ≥ 1 */
  uint64_t device_id;
} blt_advertisement;

blt_result blt_advertisement_decode(const uint8_t *value, size_t length, blt_advertisement *out);
size_t blt_advertisement_encode(const blt_advertisement *message, uint8_t *to, size_t capacity);

/* ---- 8 Info ---- */

#define BLT_INFO_SIZE 20
#define BLT_CAP_MOTOR 0x01u
#define BLT_CAP_RING 0x02u
#define BLT_CAP_BUTTON 0x04u
#define BLT_CAP_FLASH_RING 0x08u
#define BLT_CAP_CALIBRATION 0x10u
#define BLT_CAP_AUTH 0x20u
#define BLT_CAP_DFU 0x40u

/** `foreign-info` if `major` is above BLT_MAJOR: then only the first four fields are set, and nothing encodes. */
typedef struct {
  uint8_t major; /**< ≥ 1 */
  uint8_t minor;
  uint16_t capabilities;
  uint64_t device_id;
  uint16_t max_value;  /**< 20…244 bytes */
  uint8_t epoch;       /**< 0…7 */
  uint8_t battery_pct; /**< 0…100, 255 unknown */
  uint32_t stream;     /**< 0 none */
} blt_info;

blt_result blt_info_decode(const uint8_t *value, size_t length, blt_info *out);
size_t blt_info_encode(const blt_info *message, uint8_t *to, size_t capacity);

/* ---- 9 Stream ---- */

typedef enum {
  BLT_FRAME_UNKNOWN = 0,
  BLT_FRAME_IMU6 = 1,
  BLT_FRAME_ANCHOR = 2
} blt_frame_kind;

typedef struct {
  uint8_t flags;
  uint16_t index; /**< low 16 bits */
  uint32_t tick;  /**< low 32 bits, µs */
  uint8_t n;      /**< samples, 1…19 */
  blt_sample samples[BLT_SAMPLES_MAX];
} blt_imu6;

typedef struct {
  uint8_t flags;
  uint32_t stream; /**< ≥ 1 */
  uint32_t index;
  uint64_t tick; /**< u53, µs */
} blt_anchor;

typedef struct {
  uint8_t type;
  uint8_t layout;
} blt_unknown_frame;

typedef struct {
  blt_frame_kind kind;
  union {
    blt_imu6 imu6;
    blt_anchor anchor;
    blt_unknown_frame unknown;
  } as;
} blt_frame;

blt_result blt_frame_decode(const uint8_t *value, size_t length, blt_frame *out);
size_t blt_frame_encode(const blt_frame *message, uint8_t *to, size_t capacity);

/* ---- 10 Control point ---- */

/** Operations (10.2). */
enum {
  BLT_OP_HELLO = 0x01,
  BLT_OP_CAPS = 0x02,
  BLT_OP_SET = 0x03,
  BLT_OP_START = 0x04,
  BLT_OP_STOP = 0x05,
  BLT_OP_STATE = 0x06,
  BLT_OP_CAL_READ = 0x10,
  BLT_OP_CAL_WRITE = 0x11,
  BLT_OP_CAL_STILL = 0x12,
  BLT_OP_LIST = 0x20,
  BLT_OP_READ = 0x21,
  BLT_OP_ABORT = 0x23,
  BLT_OP_ERASE = 0x24,
  BLT_OP_DESCRIBE = 0x25,
  BLT_OP_IDENTIFY = 0x30,
  BLT_OP_CHALLENGE = 0x40,
  BLT_OP_AUTH = 0x41,
  BLT_OP_CLAIM = 0x42,
  BLT_OP_DFU = 0x7E
};

/** Status codes (10.3). */
enum {
  BLT_STATUS_OK = 0x00,
  BLT_STATUS_OPCODE = 0x01,
  BLT_STATUS_LENGTH = 0x02,
  BLT_STATUS_PARAMETER = 0x03,
  BLT_STATUS_RANGE = 0x04,
  BLT_STATUS_STATE = 0x05,
  BLT_STATUS_BUSY = 0x06,
  BLT_STATUS_UNSUPPORTED = 0x07,
  BLT_STATUS_UNAUTHORISED = 0x08,
  BLT_STATUS_MTU = 0x09,
  BLT_STATUS_BATTERY = 0x0A,
  BLT_STATUS_FULL = 0x0B,
  BLT_STATUS_SENSOR = 0x0C,
  BLT_STATUS_CRC = 0x0D,
  BLT_STATUS_VERSION = 0x0E,
  BLT_STATUS_MOVING = 0x0F,
  BLT_STATUS_TIMEOUT = 0x10
};

/** TLV types (10.2), for `culprit`. */
enum {
  BLT_TLV_RATE_HZ = 0x01,
  BLT_TLV_ACC_RANGE_G = 0x02,
  BLT_TLV_GYR_RANGE_DPS = 0x03,
  BLT_TLV_MAX_BATCH_MS = 0x04,
  BLT_TLV_HOLD_MIN = 0x05,
  BLT_TLV_RATES_HZ = 0x10,
  BLT_TLV_ACC_RANGES_G = 0x11,
  BLT_TLV_GYR_RANGES_DPS = 0x12,
  BLT_TLV_RING_SAMPLES = 0x13,
  BLT_TLV_RING_KIND = 0x14,
  BLT_TLV_BATTERY_MAH = 0x15,
  BLT_TLV_MAX_SEGMENTS = 0x16,
  BLT_TLV_DATA = 0x30,
  BLT_TLV_CULPRIT = 0x40
};

#define BLT_KEY_SIZE 16
#define BLT_RATES_MAX 6
#define BLT_ACC_RANGES_MAX 12
#define BLT_GYR_RANGES_MAX 6
#define BLT_DATA_MAX 236

/* Fixed parts and TLVs of the requests. Operations without a struct have neither. */

typedef struct {
  uint8_t min_major; /**< ≥ 1, ≤ max_major */
  uint8_t max_major;
} blt_hello_request;

typedef struct {
  uint8_t page;
} blt_caps_request;

/** Only what `has_…` names is changed. */
typedef struct {
  bool has_rate_hz;
  bool has_acc_range_g;
  bool has_gyr_range_dps;
  bool has_max_batch_ms;
  bool has_hold_min;
  uint16_t rate_hz;       /**< 1…1000 */
  uint8_t acc_range_g;    /**< 1…32 */
  uint16_t gyr_range_dps; /**< 1…4000 */
  uint16_t max_batch_ms;  /**< 5…500 */
  uint8_t hold_min;       /**< 0…60 */
} blt_set_request;

typedef struct {
  uint32_t nonce; /**< ≥ 1 */
} blt_start_request;

typedef struct {
  uint16_t offset;
} blt_cal_read_request;

typedef struct {
  uint16_t total; /**< 1…1024 */
  uint16_t offset;
  blt_bytes data; /**< at most BLT_DATA_MAX bytes */
} blt_cal_write_request;

typedef struct {
  uint8_t entry;
} blt_list_request;

typedef struct {
  uint32_t stream; /**< ≥ 1 */
  uint32_t first;
  uint32_t count; /**< ≥ 1, first + count ≤ 2^32 */
  uint8_t credit; /**< 1…64 */
} blt_read_request;

typedef struct {
  uint8_t transfer;
} blt_abort_request;

typedef struct {
  uint32_t stream; /**< ≥ 1 */
} blt_describe_request;

typedef struct {
  uint8_t mac[BLT_KEY_SIZE];
} blt_auth_request;

typedef struct {
  uint8_t key[BLT_KEY_SIZE];
} blt_claim_request;

typedef struct {
  uint8_t kind;
} blt_dfu_request;

/** A write to Control. `known` is false for operations of the future: then only `op` and `tag` are set. */
typedef struct {
  uint8_t op;
  uint8_t tag;
  bool known;
  union {
    blt_hello_request hello;
    blt_caps_request caps;
    blt_set_request set;
    blt_start_request start;
    blt_cal_read_request cal_read;
    blt_cal_write_request cal_write;
    blt_list_request list;
    blt_read_request read;
    blt_abort_request abort;
    blt_describe_request describe;
    blt_auth_request auth;
    blt_claim_request claim;
    blt_dfu_request dfu;
  } as;
} blt_request;

/** A malformed request of at least two bytes is answered: BLT_STATUS_RANGE for BLT_RANGE, else BLT_STATUS_LENGTH. */
blt_result blt_request_decode(const uint8_t *value, size_t length, blt_request *out);
size_t blt_request_encode(const blt_request *message, uint8_t *to, size_t capacity);

/* Fixed parts and TLVs of the replies. */

typedef struct {
  uint8_t major; /**< ≥ 1 */
  uint8_t minor;
  uint16_t max_value; /**< 20…244 */
  uint32_t boot_id;
} blt_hello_reply;

/** Arrays are absent when their number `…_n` is 0. */
typedef struct {
  uint8_t page;
  uint8_t pages; /**< ≥ 1 */
  uint8_t rates_hz_n;
  uint8_t acc_ranges_g_n;
  uint8_t gyr_ranges_dps_n;
  bool has_ring_samples;
  bool has_ring_kind;
  bool has_battery_mah;
  bool has_max_segments;
  uint8_t ring_kind; /**< 0 none, 1 RAM, 2 flash */
  uint16_t battery_mah;
  uint8_t max_segments; /**< 0…16 */
  uint32_t ring_samples;
  uint16_t rates_hz[BLT_RATES_MAX];            /**< each 1…1000 */
  uint8_t acc_ranges_g[BLT_ACC_RANGES_MAX];    /**< each 1…32 */
  uint16_t gyr_ranges_dps[BLT_GYR_RANGES_MAX]; /**< each 1…4000 */
} blt_caps_reply;

typedef struct {
  uint8_t epoch;         /**< 0…7 */
  uint8_t hold_min;      /**< 0…60 */
  uint16_t rate_hz;      /**< 1…1000 */
  uint16_t max_batch_ms; /**< 5…500 */
  uint32_t acc_ng;       /**< 1…4 000 000 */
  uint32_t gyr_udps;     /**< 1…1 000 000 */
} blt_set_reply;

typedef struct {
  uint32_t stream; /**< ≥ 1 */
  uint32_t index;
  uint64_t tick; /**< u53, µs */
} blt_start_reply;

typedef struct {
  uint32_t stream;
  uint32_t index;
} blt_stop_reply;

typedef struct {
  uint32_t stream; /**< 0 none */
  uint32_t index;
  uint64_t tick; /**< u53, µs */
} blt_state_reply;

typedef struct {
  uint16_t total;
  uint16_t offset;
  blt_bytes data; /**< at most BLT_DATA_MAX bytes */
} blt_cal_read_reply;

typedef struct {
  uint16_t next;
} blt_cal_write_reply;

typedef struct {
  int32_t gyr_bias_udps[3]; /**< ±20 000 000 */
} blt_cal_still_reply;

typedef struct {
  uint8_t entries; /**< ≥ 1 */
  uint8_t entry;
  uint32_t stream; /**< ≥ 1 */
  uint32_t first;
  uint32_t count; /**< ≥ 1, first + count ≤ 2^32 */
} blt_list_reply;

typedef struct {
  uint8_t transfer;
  uint8_t payload; /**< 16…240 */
  uint32_t first;
  uint32_t count; /**< ≥ 1, first + count ≤ 2^32 */
} blt_read_reply;

typedef struct {
  uint32_t stream;  /**< ≥ 1 */
  uint16_t rate_hz; /**< 1…1000 */
  uint8_t epoch;    /**< 0…7 */
  uint8_t ended;    /**< 0…1 */
  uint32_t acc_ng;
  uint32_t gyr_udps;
} blt_describe_reply;

typedef struct {
  uint8_t challenge[BLT_KEY_SIZE];
} blt_challenge_reply;

typedef struct {
  bool has_culprit;
  uint8_t culprit; /**< TLV type, 0 for the fixed part */
} blt_refusal;

/**
 * An indication of Control. `status` other than 0: `as.refusal`, whatever the operation. `known` is false for a
 * success of an operation of the future: then only `op` and `tag` are set.
 */
typedef struct {
  uint8_t op;
  uint8_t tag;
  uint8_t status;
  bool known;
  union {
    blt_hello_reply hello;
    blt_caps_reply caps;
    blt_set_reply set;
    blt_start_reply start;
    blt_stop_reply stop;
    blt_state_reply state;
    blt_cal_read_reply cal_read;
    blt_cal_write_reply cal_write;
    blt_cal_still_reply cal_still;
    blt_list_reply list;
    blt_read_reply read;
    blt_describe_reply describe;
    blt_challenge_reply challenge;
    blt_refusal refusal;
  } as;
} blt_reply;

blt_result blt_reply_decode(const uint8_t *value, size_t length, blt_reply *out);
size_t blt_reply_encode(const blt_reply *message, uint8_t *to, size_t capacity);

/* ---- 11 Events ---- */

enum {
  BLT_EVENT_BUTTON = 0x01,
  BLT_EVENT_BATTERY = 0x02,
  BLT_EVENT_FAULT = 0x03,
  BLT_EVENT_OVERFLOW = 0x04,
  BLT_EVENT_HAPTIC_BEGIN = 0x05,
  BLT_EVENT_HAPTIC_DONE = 0x06,
  BLT_EVENT_STREAM_END = 0x07
};

typedef struct {
  uint16_t press_ms;
  uint8_t button;
} blt_event_button;

typedef struct {
  uint8_t percent; /**< 0…100, 255 unknown */
  uint8_t charge;
  uint16_t millivolts;
} blt_event_battery;

typedef struct {
  uint16_t code;
  uint8_t active; /**< 0…1 */
  uint32_t detail;
} blt_event_fault;

typedef struct {
  uint32_t first;
  uint32_t count; /**< ≥ 1, first + count ≤ 2^32 */
  uint8_t where;
} blt_event_overflow;

typedef struct {
  uint8_t command;
} blt_event_haptic_begin;

typedef struct {
  uint8_t command;
  uint8_t outcome;
  uint16_t on_ms;
} blt_event_haptic_done;

typedef struct {
  uint32_t stream; /**< ≥ 1 */
  uint32_t count;
  uint8_t reason;
} blt_event_stream_end;

/** `known` is false for types of the future: then only the header is set. */
typedef struct {
  uint8_t type;
  bool known;
  uint16_t seq;
  uint32_t tick; /**< low 32 bits, µs */
  union {
    blt_event_button button;
    blt_event_battery battery;
    blt_event_fault fault;
    blt_event_overflow overflow;
    blt_event_haptic_begin haptic_begin;
    blt_event_haptic_done haptic_done;
    blt_event_stream_end stream_end;
  } as;
} blt_event;

blt_result blt_event_decode(const uint8_t *value, size_t length, blt_event *out);
size_t blt_event_encode(const blt_event *message, uint8_t *to, size_t capacity);

/* ---- 12 Haptics ---- */

enum {
  BLT_HAPTIC_STOP = 0,
  BLT_HAPTIC_CUE = 1,
  BLT_HAPTIC_SEGMENTS = 2,
  BLT_HAPTIC_EFFECT = 3
};

#define BLT_HAPTIC_PRIORITY 0x03u
#define BLT_HAPTIC_ABSOLUTE 0x80u

typedef struct {
  uint8_t amplitude;
  uint8_t duration; /**< 1…255, in units of 10 ms */
} blt_segment;

/** `known` is false for modes of the future: then only `mode` and `seq` are set. */
typedef struct {
  uint8_t mode;
  bool known;
  uint8_t seq;
  uint8_t options; /**< reserved bits are cleared, in both directions */
  uint16_t expiry;
  uint8_t n; /**< cue 1…255, effect 1…123, number of segments 1…16; 0 after a stop */
  blt_segment segments[BLT_SEGMENTS_MAX];
} blt_haptic;

blt_result blt_haptic_decode(const uint8_t *value, size_t length, blt_haptic *out);
size_t blt_haptic_encode(const blt_haptic *message, uint8_t *to, size_t capacity);

/* ---- 13 Time sync ---- */

enum { BLT_TIME_SYNC_REQUEST = 0x01, BLT_TIME_SYNC_REPLY = 0x02 };

/** Other types are unknown: then only `type` is set. */
typedef struct {
  uint8_t type;
  uint16_t seq;
  uint64_t t1; /**< host clock, opaque */
  uint32_t t2; /**< reply only, µs */
  uint32_t t3; /**< reply only, µs */
} blt_time_sync;

blt_result blt_time_sync_decode(const uint8_t *value, size_t length, blt_time_sync *out);
size_t blt_time_sync_encode(const blt_time_sync *message, uint8_t *to, size_t capacity);

/* ---- 14 Ring and back-fill ---- */

#define BLT_BLOCK_SIZE(count) (28u + 12u * (count))
#define BLT_BLOCK_SIZE_MAX BLT_BLOCK_SIZE(BLT_SAMPLES_MAX)

typedef struct {
  uint32_t stream; /**< ≥ 1 */
  uint32_t index;  /**< index + count ≤ 2^32 */
  uint64_t tick;   /**< u53, µs */
  uint32_t span;   /**< 0…10 000 000 µs */
  uint8_t count;   /**< 1…19 */
  uint8_t flags;
  blt_sample samples[BLT_SAMPLES_MAX];
} blt_block;

/** One block: what is stored, and what the payloads of a transfer make when put together (14.1). */
blt_result blt_block_decode(const uint8_t *value, size_t length, blt_block *out);
size_t blt_block_encode(const blt_block *message, uint8_t *to, size_t capacity);

enum { BLT_BACKFILL_DATA = 0x01, BLT_BACKFILL_END = 0x02, BLT_BACKFILL_ACK = 0x81 };

typedef struct {
  uint8_t transfer;
  uint16_t seq;
  blt_bytes payload; /**< 1…240 bytes */
} blt_backfill_data;

typedef struct {
  uint8_t transfer;
  uint16_t seq;
  uint8_t status;
  uint32_t samples;
} blt_backfill_end;

typedef struct {
  uint8_t transfer;
  uint16_t next;
  uint8_t credit; /**< 0…64 */
  uint8_t resend; /**< 0…1 */
} blt_backfill_ack;

/** Other types are unknown: then only `type` is set. */
typedef struct {
  uint8_t type;
  union {
    blt_backfill_data data;
    blt_backfill_end end;
    blt_backfill_ack ack;
  } as;
} blt_backfill;

blt_result blt_backfill_decode(const uint8_t *value, size_t length, blt_backfill *out);
size_t blt_backfill_encode(const blt_backfill *message, uint8_t *to, size_t capacity);

/* ---- 15 Calibration ---- */

#define BLT_CALIBRATION_SIZE 122
#define BLT_CALIBRATION_SIZE_MAX 1024
#define BLT_CALIBRATION_ACC 0x01u
#define BLT_CALIBRATION_GYR 0x02u
#define BLT_CALIBRATION_SLOPE 0x04u

typedef struct {
  uint8_t version; /**< ≥ 1 */
  uint8_t valid;
  uint32_t made_s;             /**< Unix time, 0 unknown */
  int16_t temperature_centi_c; /**< −5000…10000 */
  int32_t acc_bias_ug[3];      /**< ±500 000 */
  int32_t acc_matrix_ppm[9];   /**< ±2 000 000, row by row */
  int32_t gyr_bias_udps[3];    /**< ±20 000 000 */
  int32_t gyr_matrix_ppm[9];   /**< ±2 000 000, row by row */
  int32_t gyr_slope_udps_c[3]; /**< ±1 000 000 */
} blt_calibration;

/** The blob. Reads those of later versions, writes BLT_CALIBRATION_SIZE bytes. */
blt_result blt_calibration_decode(const uint8_t *value, size_t length, blt_calibration *out);
size_t blt_calibration_encode(const blt_calibration *message, uint8_t *to, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
