/** The reason in an answer of InfluxDB, whichever version says it. */

/** Longer ones repeat whole lines. */
const LONGEST = 300;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** 3.x lists lines: `{"error": "…", "data": [{"error_message": "…"}]}`. */
const firstOfLines = (data: unknown): unknown => {
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  return isObject(first) ? first['error_message'] : undefined;
};

/** 2.x: `{"code": "…", "message": "…"}`, 1.x: `{"error": "…"}`; proxies say what they like. */
const words = (body: unknown): unknown =>
  isObject(body) ? (firstOfLines(body['data']) ?? body['message'] ?? body['error']) : body;

/** On one line, censored before it is shortened; empty if nothing is said. */
export const reasonIn = (body: string, censor: (text: string) => string): string => {
  const said = words(parsed(body));
  const whole = censor(typeof said === 'string' ? said : body);
  const line = whole.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
};
