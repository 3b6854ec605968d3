#include "samples.h"

static void load_axes(const uint8_t *bytes, int16_t *axes) {
  for (size_t i = 0; i < 3; i += 1) {
    uint16_t value = blt_get16(bytes + 2 * i);
    blt_copy(&axes[i], &value, sizeof value);
  }
}

static void store_axes(const int16_t *axes, uint8_t *bytes) {
  for (size_t i = 0; i < 3; i += 1) blt_put16(bytes + 2 * i, (uint16_t)axes[i]);
}

void blt_samples_load(const uint8_t *bytes, size_t n, blt_sample *samples) {
  for (size_t i = 0; i < n; i += 1) {
    load_axes(bytes + BLT_SAMPLE_SIZE * i, samples[i].acc);
    load_axes(bytes + BLT_SAMPLE_SIZE * i + 6, samples[i].gyr);
  }
}

void blt_samples_store(const blt_sample *samples, size_t n, uint8_t *bytes) {
  for (size_t i = 0; i < n; i += 1) {
    store_axes(samples[i].acc, bytes + BLT_SAMPLE_SIZE * i);
    store_axes(samples[i].gyr, bytes + BLT_SAMPLE_SIZE * i + 6);
  }
}
