/* Samples as in imu6 and block: rows of six i16 (SPEC 9.1, 14.1). */
#ifndef BLT_SAMPLES_H
#define BLT_SAMPLES_H

#include "bytes.h"

#define BLT_SAMPLE_SIZE 12u

void blt_samples_load(const uint8_t *bytes, size_t n, blt_sample *samples);
void blt_samples_store(const blt_sample *samples, size_t n, uint8_t *bytes);

#endif
