#include "put.h"

static void put_char(text *to, char c) {
  if (to->length + 1 >= TEXT_MAX) return;
  to->text[to->length] = c;
  to->length += 1;
  to->text[to->length] = 0;
}

static void put_word(text *to, const char *word) {
  for (; *word != 0; word += 1) put_char(to, *word);
}

static void put_digits(text *to, uint64_t value) {
  char digits[20];
  size_t n = 0;
  do {
    digits[n] = (char)('0' + value % 10);
    n += 1;
    value /= 10;
  } while (value > 0);
  while (n > 0) put_char(to, digits[n -= 1]);
}

static void put_signed(text *to, int64_t value) {
  if (value < 0) put_char(to, '-');
  put_digits(to, (uint64_t)(value < 0 ? -value : value));
}

static void put_key(text *to, const char *key) {
  put_char(to, ' ');
  put_word(to, key);
  put_char(to, '=');
}

static void put_comma(text *to, bool wanted) {
  if (wanted) put_char(to, ',');
}

void put_message_of(text *to, const char *name, const char *ending) {
  to->length = 0;
  put_word(to, "message=");
  put_word(to, name);
  put_word(to, ending);
}

void put_message(text *to, const char *name) {
  put_message_of(to, name, "");
}

void put_number(text *to, const char *key, uint64_t value) {
  put_key(to, key);
  put_digits(to, value);
}

void put_u8s(text *to, const char *key, const uint8_t *values, size_t n) {
  put_key(to, key);
  for (size_t i = 0; i < n; i += 1) {
    put_comma(to, i > 0);
    put_digits(to, values[i]);
  }
}

void put_u16s(text *to, const char *key, const uint16_t *values, size_t n) {
  put_key(to, key);
  for (size_t i = 0; i < n; i += 1) {
    put_comma(to, i > 0);
    put_digits(to, values[i]);
  }
}

void put_i32s(text *to, const char *key, const int32_t *values, size_t n) {
  put_key(to, key);
  for (size_t i = 0; i < n; i += 1) {
    put_comma(to, i > 0);
    put_signed(to, values[i]);
  }
}

void put_samples(text *to, const blt_sample *samples, size_t n) {
  put_key(to, "samples");
  for (size_t i = 0; i < 6 * n; i += 1) {
    const blt_sample *sample = &samples[i / 6];
    put_comma(to, i > 0);
    put_signed(to, i % 6 < 3 ? sample->acc[i % 3] : sample->gyr[i % 3]);
  }
}

void put_segments(text *to, const blt_segment *segments, size_t n) {
  put_key(to, "segments");
  for (size_t i = 0; i < n; i += 1) {
    put_comma(to, i > 0);
    put_digits(to, segments[i].amplitude);
    put_char(to, ',');
    put_digits(to, segments[i].duration);
  }
}

void put_hex(text *to, const char *key, const uint8_t *bytes, size_t n) {
  put_key(to, key);
  for (size_t i = 0; i < n; i += 1) {
    put_char(to, "0123456789abcdef"[bytes[i] >> 4]);
    put_char(to, "0123456789abcdef"[bytes[i] & 15]);
  }
}

void text_malformed(text *to, blt_result result) {
  static const char *const CODES[] = {"ok", "short", "length", "crc", "range", "duplicate"};
  to->length = 0;
  put_word(to, "malformed=");
  put_word(to, CODES[result.code]);
  put_number(to, "offset", result.offset);
}
