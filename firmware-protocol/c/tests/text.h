/* Canonical text of messages (vectors/README.md): lines with one space between them. */
#ifndef BLT_TEST_TEXT_H
#define BLT_TEST_TEXT_H

#include "../beltline_protocol.h"

#define TEXT_MAX 8192

/* Always ends with a zero; what is beyond TEXT_MAX is cut, and then never equals what a vector wants. */
typedef struct {
  size_t length;
  char text[TEXT_MAX];
} text;

void text_malformed(text *to, blt_result result);
void text_advertisement(text *to, const blt_advertisement *m);
void text_info(text *to, const blt_info *m);
void text_frame(text *to, const blt_frame *m);
void text_request(text *to, const blt_request *m);
void text_reply(text *to, const blt_reply *m);
void text_event(text *to, const blt_event *m);
void text_haptic(text *to, const blt_haptic *m);
void text_time_sync(text *to, const blt_time_sync *m);
void text_backfill(text *to, const blt_backfill *m);
void text_block(text *to, const blt_block *m);
void text_calibration(text *to, const blt_calibration *m);

#endif
