/* Little-endian numbers (SPEC 1), at any alignment. */
#ifndef BLT_BYTES_H
#define BLT_BYTES_H

#include "../beltline_protocol.h"

/* The compiler's own, so that no header of a C library is needed. */
#define blt_copy(to, from, size) ((void)__builtin_memcpy((to), (from), (size)))

uint16_t blt_get16(const uint8_t *bytes);
uint32_t blt_get32(const uint8_t *bytes);
uint64_t blt_get64(const uint8_t *bytes);
void blt_put16(uint8_t *bytes, uint16_t value);
void blt_put32(uint8_t *bytes, uint32_t value);
void blt_put64(uint8_t *bytes, uint64_t value);

static inline blt_result blt_ok(void) {
  return (blt_result){BLT_OK, 0};
}

static inline blt_result blt_malformed(blt_code code, size_t offset) {
  return (blt_result){code, (uint16_t)offset};
}

#endif
