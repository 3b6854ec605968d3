#include "bytes.h"

uint16_t blt_get16(const uint8_t *bytes) {
  return (uint16_t)(bytes[0] | bytes[1] << 8);
}

uint32_t blt_get32(const uint8_t *bytes) {
  return blt_get16(bytes) | (uint32_t)blt_get16(bytes + 2) << 16;
}

uint64_t blt_get64(const uint8_t *bytes) {
  return blt_get32(bytes) | (uint64_t)blt_get32(bytes + 4) << 32;
}

void blt_put16(uint8_t *bytes, uint16_t value) {
  bytes[0] = (uint8_t)value;
  bytes[1] = (uint8_t)(value >> 8);
}

void blt_put32(uint8_t *bytes, uint32_t value) {
  blt_put16(bytes, (uint16_t)value);
  blt_put16(bytes + 2, (uint16_t)(value >> 16));
}

void blt_put64(uint8_t *bytes, uint64_t value) {
  blt_put32(bytes, (uint32_t)value);
  blt_put32(bytes + 4, (uint32_t)(value >> 32));
}
