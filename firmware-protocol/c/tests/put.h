/* Pieces of canonical text. By hand instead of printf: the fuzzer writes millions of them. */
#ifndef BLT_TEST_PUT_H
#define BLT_TEST_PUT_H

#include "text.h"

/* Begins the text with `message=` and the name. */
void put_message(text *to, const char *name);
/* The same, with an ending after the name. */
void put_message_of(text *to, const char *name, const char *ending);
void put_number(text *to, const char *key, uint64_t value);
void put_u8s(text *to, const char *key, const uint8_t *values, size_t n);
void put_u16s(text *to, const char *key, const uint16_t *values, size_t n);
void put_i32s(text *to, const char *key, const int32_t *values, size_t n);
void put_samples(text *to, const blt_sample *samples, size_t n);
void put_segments(text *to, const blt_segment *segments, size_t n);
void put_hex(text *to, const char *key, const uint8_t *bytes, size_t n);

/* A line for a member of `m`, whose key is the name of the member. */
#define NUMBER(member) put_number(to, #member, m->member)
#define OPTIONAL(member)                                                                                     \
  if (m->has_##member) put_number(to, #member, m->member)

#endif
