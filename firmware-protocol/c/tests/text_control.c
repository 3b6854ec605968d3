#include "put.h"

static const char *name_of(uint8_t op) {
  static const struct {
    uint8_t op;
    const char *name;
  } NAMES[] = {
      {0x01, "hello"},     {0x02, "caps"},      {0x03, "set"},      {0x04, "start"},     {0x05, "stop"},
      {0x06, "state"},     {0x10, "cal-read"},  {0x11, "cal-write"}, {0x12, "cal-still"}, {0x20, "list"},
      {0x21, "read"},      {0x23, "abort"},     {0x24, "erase"},    {0x25, "describe"},  {0x30, "identify"},
      {0x40, "challenge"}, {0x41, "auth"},      {0x42, "claim"},    {0x7e, "dfu"},
  };
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i += 1) {
    if (NAMES[i].op == op) return NAMES[i].name;
  }
  return "nothing";
}

static void put_data(text *to, const blt_bytes *data) {
  if (data->length > 0) put_hex(to, "data", data->bytes, data->length);
}

static void text_set_request(text *to, const blt_set_request *m) {
  OPTIONAL(rate_hz);
  OPTIONAL(acc_range_g);
  OPTIONAL(gyr_range_dps);
  OPTIONAL(max_batch_ms);
  OPTIONAL(hold_min);
}

static void text_read_request(text *to, const blt_read_request *m) {
  NUMBER(stream);
  NUMBER(first);
  NUMBER(count);
  NUMBER(credit);
}

static void text_request_body(text *to, const blt_request *m) {
  switch (m->op) {
    case BLT_OP_HELLO:
      put_number(to, "min_major", m->as.hello.min_major);
      put_number(to, "max_major", m->as.hello.max_major);
      break;
    case BLT_OP_CAPS:
      put_number(to, "page", m->as.caps.page);
      break;
    case BLT_OP_SET:
      text_set_request(to, &m->as.set);
      break;
    case BLT_OP_START:
      put_number(to, "nonce", m->as.start.nonce);
      break;
    case BLT_OP_CAL_READ:
      put_number(to, "offset", m->as.cal_read.offset);
      break;
    case BLT_OP_CAL_WRITE:
      put_number(to, "total", m->as.cal_write.total);
      put_number(to, "offset", m->as.cal_write.offset);
      put_data(to, &m->as.cal_write.data);
      break;
    case BLT_OP_LIST:
      put_number(to, "entry", m->as.list.entry);
      break;
    case BLT_OP_READ:
      text_read_request(to, &m->as.read);
      break;
    case BLT_OP_ABORT:
      put_number(to, "transfer", m->as.abort.transfer);
      break;
    case BLT_OP_DESCRIBE:
      put_number(to, "stream", m->as.describe.stream);
      break;
    case BLT_OP_AUTH:
      put_hex(to, "mac", m->as.auth.mac, BLT_KEY_SIZE);
      break;
    case BLT_OP_CLAIM:
      put_hex(to, "key", m->as.claim.key, BLT_KEY_SIZE);
      break;
    case BLT_OP_DFU:
      put_number(to, "kind", m->as.dfu.kind);
      break;
    default:
      break;
  }
}

void text_request(text *to, const blt_request *m) {
  if (!m->known) {
    put_message(to, "unknown-request");
    NUMBER(op);
    NUMBER(tag);
    return;
  }
  put_message_of(to, name_of(m->op), "-request");
  NUMBER(tag);
  text_request_body(to, m);
}

static void text_hello_reply(text *to, const blt_hello_reply *m) {
  NUMBER(major);
  NUMBER(minor);
  NUMBER(max_value);
  NUMBER(boot_id);
}

static void text_caps_reply(text *to, const blt_caps_reply *m) {
  NUMBER(page);
  NUMBER(pages);
  if (m->rates_hz_n > 0) put_u16s(to, "rates_hz", m->rates_hz, m->rates_hz_n);
  if (m->acc_ranges_g_n > 0) put_u8s(to, "acc_ranges_g", m->acc_ranges_g, m->acc_ranges_g_n);
  if (m->gyr_ranges_dps_n > 0) put_u16s(to, "gyr_ranges_dps", m->gyr_ranges_dps, m->gyr_ranges_dps_n);
  OPTIONAL(ring_samples);
  OPTIONAL(ring_kind);
  OPTIONAL(battery_mah);
  OPTIONAL(max_segments);
}

static void text_set_reply(text *to, const blt_set_reply *m) {
  NUMBER(epoch);
  NUMBER(hold_min);
  NUMBER(rate_hz);
  NUMBER(max_batch_ms);
  NUMBER(acc_ng);
  NUMBER(gyr_udps);
}

static void text_list_reply(text *to, const blt_list_reply *m) {
  NUMBER(entries);
  NUMBER(entry);
  NUMBER(stream);
  NUMBER(first);
  NUMBER(count);
}

static void text_read_reply(text *to, const blt_read_reply *m) {
  NUMBER(transfer);
  NUMBER(payload);
  NUMBER(first);
  NUMBER(count);
}

static void text_describe_reply(text *to, const blt_describe_reply *m) {
  NUMBER(stream);
  NUMBER(rate_hz);
  NUMBER(epoch);
  NUMBER(ended);
  NUMBER(acc_ng);
  NUMBER(gyr_udps);
}

static void put_place(text *to, uint32_t stream, uint32_t index) {
  put_number(to, "stream", stream);
  put_number(to, "index", index);
}

static void text_reply_body(text *to, const blt_reply *m) {
  switch (m->op) {
    case BLT_OP_HELLO:
      text_hello_reply(to, &m->as.hello);
      break;
    case BLT_OP_CAPS:
      text_caps_reply(to, &m->as.caps);
      break;
    case BLT_OP_SET:
      text_set_reply(to, &m->as.set);
      break;
    case BLT_OP_START:
      put_place(to, m->as.start.stream, m->as.start.index);
      put_number(to, "tick", m->as.start.tick);
      break;
    case BLT_OP_STOP:
      put_place(to, m->as.stop.stream, m->as.stop.index);
      break;
    case BLT_OP_STATE:
      put_place(to, m->as.state.stream, m->as.state.index);
      put_number(to, "tick", m->as.state.tick);
      break;
    case BLT_OP_CAL_READ:
      put_number(to, "total", m->as.cal_read.total);
      put_number(to, "offset", m->as.cal_read.offset);
      put_data(to, &m->as.cal_read.data);
      break;
    case BLT_OP_CAL_WRITE:
      put_number(to, "next", m->as.cal_write.next);
      break;
    case BLT_OP_CAL_STILL:
      put_i32s(to, "gyr_bias_udps", m->as.cal_still.gyr_bias_udps, 3);
      break;
    case BLT_OP_LIST:
      text_list_reply(to, &m->as.list);
      break;
    case BLT_OP_READ:
      text_read_reply(to, &m->as.read);
      break;
    case BLT_OP_DESCRIBE:
      text_describe_reply(to, &m->as.describe);
      break;
    case BLT_OP_CHALLENGE:
      put_hex(to, "challenge", m->as.challenge.challenge, BLT_KEY_SIZE);
      break;
    default:
      break;
  }
}

static void text_refusal(text *to, const blt_reply *m) {
  put_message(to, "refusal");
  NUMBER(op);
  NUMBER(tag);
  NUMBER(status);
  if (m->as.refusal.has_culprit) put_number(to, "culprit", m->as.refusal.culprit);
}

void text_reply(text *to, const blt_reply *m) {
  if (m->status != BLT_STATUS_OK) {
    text_refusal(to, m);
    return;
  }
  if (!m->known) {
    put_message(to, "unknown-reply");
    NUMBER(op);
    NUMBER(tag);
    return;
  }
  put_message_of(to, name_of(m->op), "-reply");
  NUMBER(tag);
  text_reply_body(to, m);
}
