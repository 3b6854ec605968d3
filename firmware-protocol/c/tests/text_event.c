#include "put.h"

static void begin(text *to, const blt_event *m, const char *name) {
  put_message(to, name);
  NUMBER(seq);
  NUMBER(tick);
}

static void text_button(text *to, const blt_event_button *m) {
  NUMBER(press_ms);
  NUMBER(button);
}

static void text_battery(text *to, const blt_event_battery *m) {
  NUMBER(percent);
  NUMBER(charge);
  NUMBER(millivolts);
}

static void text_fault(text *to, const blt_event_fault *m) {
  NUMBER(code);
  NUMBER(active);
  NUMBER(detail);
}

static void text_overflow(text *to, const blt_event_overflow *m) {
  NUMBER(first);
  NUMBER(count);
  NUMBER(where);
}

static void text_haptic_begin(text *to, const blt_event_haptic_begin *m) {
  NUMBER(command);
}

static void text_haptic_done(text *to, const blt_event_haptic_done *m) {
  NUMBER(command);
  NUMBER(outcome);
  NUMBER(on_ms);
}

static void text_stream_end(text *to, const blt_event_stream_end *m) {
  NUMBER(stream);
  NUMBER(count);
  NUMBER(reason);
}

static void text_unknown(text *to, const blt_event *m) {
  put_message(to, "unknown-event");
  NUMBER(type);
  NUMBER(seq);
  NUMBER(tick);
}

#define EVENT(CODE, name, member)                                                                            \
  case BLT_EVENT_##CODE:                                                                                     \
    begin(to, m, name);                                                                                      \
    text_##member(to, &m->as.member);                                                                        \
    break

void text_event(text *to, const blt_event *m) {
  switch (m->type) {
    EVENT(BUTTON, "button", button);
    EVENT(BATTERY, "battery", battery);
    EVENT(FAULT, "fault", fault);
    EVENT(OVERFLOW, "overflow", overflow);
    EVENT(HAPTIC_BEGIN, "haptic-begin", haptic_begin);
    EVENT(HAPTIC_DONE, "haptic-done", haptic_done);
    EVENT(STREAM_END, "stream-end", stream_end);
    default:
      text_unknown(to, m);
  }
}
