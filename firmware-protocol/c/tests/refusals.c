#include "refusals.h"

#include <stdio.h>

#include "../beltline_protocol.h"

static uint8_t room[BLT_BLOCK_SIZE_MAX];
static int right;
static int wrong;

static void expect(const char *what, size_t got, size_t wanted) {
  right += got == wanted ? 1 : 0;
  if (got == wanted) return;
  wrong += 1;
  printf("FAILED %s: wrote %lu bytes, wanted %lu\n", what, (unsigned long)got, (unsigned long)wanted);
}

static size_t block(uint32_t index, uint8_t count) {
  blt_block m = {.stream = 1, .index = index, .count = count};
  return blt_block_encode(&m, room, sizeof room);
}

static size_t read_request(uint32_t first, uint32_t count) {
  blt_request m = {.op = BLT_OP_READ, .as.read = {1, first, count, 8}};
  return blt_request_encode(&m, room, sizeof room);
}

static size_t read_reply(uint32_t first, uint32_t count) {
  blt_reply m = {.op = BLT_OP_READ, .as.read = {1, 16, first, count}};
  return blt_reply_encode(&m, room, sizeof room);
}

static size_t list_reply(uint32_t first, uint32_t count) {
  blt_reply m = {.op = BLT_OP_LIST, .as.list = {1, 0, 1, first, count}};
  return blt_reply_encode(&m, room, sizeof room);
}

static size_t overflow(uint32_t first, uint32_t count) {
  blt_event m = {.type = BLT_EVENT_OVERFLOW, .as.overflow = {first, count, 0}};
  return blt_event_encode(&m, room, sizeof room);
}

static size_t hello(uint8_t min, uint8_t max) {
  blt_request m = {.op = BLT_OP_HELLO, .as.hello = {min, max}};
  return blt_request_encode(&m, room, sizeof room);
}

static size_t anchor(uint64_t tick) {
  blt_frame m = {.kind = BLT_FRAME_ANCHOR, .as.anchor = {.stream = 1, .tick = tick}};
  return blt_frame_encode(&m, room, sizeof room);
}

static size_t caps(uint8_t rates) {
  blt_reply m = {.op = BLT_OP_CAPS, .as.caps = {.pages = 1, .rates_hz_n = rates}};
  for (size_t i = 0; i < BLT_RATES_MAX; i += 1) m.as.caps.rates_hz[i] = 1;
  return blt_reply_encode(&m, room, sizeof room);
}

static size_t segments(uint8_t n) {
  blt_haptic m = {.mode = BLT_HAPTIC_SEGMENTS, .n = n};
  for (size_t i = 0; i < BLT_SEGMENTS_MAX; i += 1) m.segments[i].duration = 1;
  return blt_haptic_encode(&m, room, sizeof room);
}

static size_t imu6(uint8_t n, size_t capacity) {
  blt_frame m = {.kind = BLT_FRAME_IMU6, .as.imu6.n = n};
  return blt_frame_encode(&m, room, capacity);
}

static void expect_sums(void) {
  static const struct {
    const char *name;
    size_t (*encode)(uint32_t first, uint32_t count);
    size_t length;
  } SUMS[] = {
      {"read request", read_request, 15},
      {"read reply", read_reply, 14},
      {"list reply", list_reply, 18},
      {"overflow", overflow, 17},
  };
  for (size_t i = 0; i < sizeof SUMS / sizeof SUMS[0]; i += 1) {
    expect(SUMS[i].name, SUMS[i].encode(UINT32_MAX, 1), SUMS[i].length);
    expect(SUMS[i].name, SUMS[i].encode(UINT32_MAX, 2), 0);
    expect(SUMS[i].name, SUMS[i].encode(0, UINT32_MAX), SUMS[i].length);
    expect(SUMS[i].name, SUMS[i].encode(2, UINT32_MAX), 0);
    expect(SUMS[i].name, SUMS[i].encode(0, 0), 0);
  }
}

int refusals_fail(int *passed) {
  expect_sums();
  expect("block to the last index", block(UINT32_MAX - 18, 19), BLT_BLOCK_SIZE_MAX);
  expect("block beyond the last index", block(UINT32_MAX - 17, 19), 0);
  expect("block without samples", block(0, 0), 0);
  expect("block of 20", block(0, 20), 0);
  expect("hello in order", hello(1, 1), 4);
  expect("hello out of order", hello(2, 1), 0);
  expect("anchor at the last tick", anchor(BLT_U53_MAX), 20);
  expect("anchor beyond the last tick", anchor(BLT_U53_MAX + 1), 0);
  expect("caps with all rates", caps(BLT_RATES_MAX), 20);
  expect("caps with too many rates", caps(BLT_RATES_MAX + 1), 0);
  expect("all segments", segments(BLT_SEGMENTS_MAX), 38);
  expect("too many segments", segments(BLT_SEGMENTS_MAX + 1), 0);
  expect("imu6 at MTU 23", imu6(1, BLT_VALUE_MIN), BLT_VALUE_MIN);
  expect("imu6 too long for MTU 23", imu6(2, BLT_VALUE_MIN), 0);
  expect("imu6 without samples", imu6(0, sizeof room), 0);
  expect("imu6 of 20", imu6(20, sizeof room), 0);
  *passed += right;
  return wrong;
}
