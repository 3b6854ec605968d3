#include "text.h"

#include "put.h"

void text_advertisement(text *to, const blt_advertisement *m) {
  put_message(to, "advertisement");
  NUMBER(company);
  NUMBER(magic);
  NUMBER(major);
  NUMBER(device_id);
}

void text_info(text *to, const blt_info *m) {
  put_message(to, m->major > BLT_MAJOR ? "foreign-info" : "info");
  NUMBER(major);
  NUMBER(minor);
  NUMBER(capabilities);
  NUMBER(device_id);
  if (m->major > BLT_MAJOR) return;
  NUMBER(max_value);
  NUMBER(epoch);
  NUMBER(battery_pct);
  NUMBER(stream);
}

static void text_imu6(text *to, const blt_imu6 *m) {
  put_message(to, "imu6");
  NUMBER(flags);
  NUMBER(index);
  NUMBER(tick);
  put_samples(to, m->samples, m->n);
}

static void text_anchor(text *to, const blt_anchor *m) {
  put_message(to, "anchor");
  NUMBER(flags);
  NUMBER(stream);
  NUMBER(index);
  NUMBER(tick);
}

static void text_unknown_frame(text *to, const blt_unknown_frame *m) {
  put_message(to, "unknown-frame");
  NUMBER(type);
  NUMBER(layout);
}

void text_frame(text *to, const blt_frame *m) {
  if (m->kind == BLT_FRAME_IMU6) text_imu6(to, &m->as.imu6);
  if (m->kind == BLT_FRAME_ANCHOR) text_anchor(to, &m->as.anchor);
  if (m->kind == BLT_FRAME_UNKNOWN) text_unknown_frame(to, &m->as.unknown);
}

void text_haptic(text *to, const blt_haptic *m) {
  put_message(to, m->known ? "haptic" : "unknown-haptic");
  NUMBER(mode);
  NUMBER(seq);
  if (!m->known) return;
  NUMBER(options);
  NUMBER(expiry);
  if (m->mode == BLT_HAPTIC_CUE || m->mode == BLT_HAPTIC_EFFECT) NUMBER(n);
  if (m->mode == BLT_HAPTIC_SEGMENTS) put_segments(to, m->segments, m->n);
}

void text_time_sync(text *to, const blt_time_sync *m) {
  if (m->type != BLT_TIME_SYNC_REQUEST && m->type != BLT_TIME_SYNC_REPLY) {
    put_message(to, "unknown-time-sync");
    NUMBER(type);
    return;
  }
  put_message(to, m->type == BLT_TIME_SYNC_REQUEST ? "time-sync-request" : "time-sync-reply");
  NUMBER(seq);
  NUMBER(t1);
  if (m->type == BLT_TIME_SYNC_REQUEST) return;
  NUMBER(t2);
  NUMBER(t3);
}

static void text_backfill_data(text *to, const blt_backfill_data *m) {
  put_message(to, "backfill-data");
  NUMBER(transfer);
  NUMBER(seq);
  put_hex(to, "payload", m->payload.bytes, m->payload.length);
}

static void text_backfill_end(text *to, const blt_backfill_end *m) {
  put_message(to, "backfill-end");
  NUMBER(transfer);
  NUMBER(seq);
  NUMBER(status);
  NUMBER(samples);
}

static void text_backfill_ack(text *to, const blt_backfill_ack *m) {
  put_message(to, "backfill-ack");
  NUMBER(transfer);
  NUMBER(next);
  NUMBER(credit);
  NUMBER(resend);
}

void text_backfill(text *to, const blt_backfill *m) {
  if (m->type == BLT_BACKFILL_DATA) {
    text_backfill_data(to, &m->as.data);
  } else if (m->type == BLT_BACKFILL_END) {
    text_backfill_end(to, &m->as.end);
  } else if (m->type == BLT_BACKFILL_ACK) {
    text_backfill_ack(to, &m->as.ack);
  } else {
    put_message(to, "unknown-backfill");
    NUMBER(type);
  }
}

void text_block(text *to, const blt_block *m) {
  put_message(to, "block");
  NUMBER(stream);
  NUMBER(index);
  NUMBER(tick);
  NUMBER(span);
  NUMBER(count);
  NUMBER(flags);
  put_samples(to, m->samples, m->count);
}

void text_calibration(text *to, const blt_calibration *m) {
  int32_t temperature = m->temperature_centi_c;
  put_message(to, "calibration");
  NUMBER(version);
  NUMBER(valid);
  NUMBER(made_s);
  put_i32s(to, "temperature_centi_c", &temperature, 1);
  put_i32s(to, "acc_bias_ug", m->acc_bias_ug, 3);
  put_i32s(to, "acc_matrix_ppm", m->acc_matrix_ppm, 9);
  put_i32s(to, "gyr_bias_udps", m->gyr_bias_udps, 3);
  put_i32s(to, "gyr_matrix_ppm", m->gyr_matrix_ppm, 9);
  put_i32s(to, "gyr_slope_udps_c", m->gyr_slope_udps_c, 3);
}
