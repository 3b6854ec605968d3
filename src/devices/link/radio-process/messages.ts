/**
 * What the service and the radio process tell each other. Both check what they get: the other side may be of another
 * version, or broken.
 */
import { z } from 'zod';

/** Longest value of an attribute, bytes (Bluetooth Core 5.4, Vol 3, Part F, 3.2.9). */
const ATTRIBUTE_MOST = 512;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= ATTRIBUTE_MOST);
const text = z.string().max(4096);
const count = z.int().nonnegative();
const deadlineMs = z.number().nonnegative();
const where = { service: text, characteristic: text };
/** A request is answered by `done` or `failed` with the same number. */
const request = { request: count, deadlineMs };
/** A link is named by the number that `connected` gave it. */
const ofLink = { ...request, link: count };

const advertisement = z.object({
  id: text,
  address: text.nullable(),
  name: text.nullable(),
  rssiDbm: z.number(),
  services: z.array(text).readonly(),
  manufacturerData: bytes.nullable(),
  atMs: z.number(),
});

const toHost = z.discriminatedUnion('type', [
  /** First of all: which noble to load, and whether to look for an adapter before. */
  z.object({
    type: z.literal('open'),
    noble: z.enum(['@abandonware/noble', '@stoprocent/noble']),
    lookForAdapter: z.boolean(),
  }),
  z.object({ type: z.literal('scan'), on: z.boolean() }),
  z.object({ type: z.literal('connect'), ...request, id: text }),
  z.object({ type: z.literal('disconnect'), ...ofLink }),
  z.object({ type: z.literal('subscribe'), ...ofLink, ...where }),
  z.object({ type: z.literal('read'), ...ofLink, ...where }),
  z.object({ type: z.literal('write'), ...ofLink, ...where, bytes, response: z.boolean() }),
  /** Take everything down. Answered by `done`. */
  z.object({ type: z.literal('close'), ...request }),
]);

const fromHost = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('adapter'),
    adapter: z.enum(['unknown', 'on', 'off', 'unauthorised', 'absent']),
  }),
  z.object({ type: z.literal('advertisement'), advertisement }),
  z.object({
    type: z.literal('connected'),
    request: count,
    link: count,
    mtu: z.int().min(23).max(247),
    characteristics: z.array(z.object(where)).readonly(),
  }),
  z.object({ type: z.literal('done'), request: count, bytes: bytes.nullable() }),
  z.object({
    type: z.literal('failed'),
    request: count,
    code: z.enum(['deadline', 'not-connected', 'refused', 'no-characteristic', 'radio']),
    message: text,
  }),
  z.object({ type: z.literal('notification'), link: count, ...where, bytes, atMs: z.number() }),
  z.object({ type: z.literal('closed'), link: count, reason: text }),
  z.object({ type: z.literal('warning'), text }),
  /** Nothing is connected, and a fresh process would do better. */
  z.object({ type: z.literal('worn-out'), text }),
  /** Sent every second: the event loop of the process runs. */
  z.object({ type: z.literal('alive') }),
]);

export type ToHost = z.infer<typeof toHost>;
export type FromHost = z.infer<typeof fromHost>;
export type Request = Extract<ToHost, { request: number }>;

/** `null` for anything that is no such message. */
export const readToHost = (message: unknown): ToHost | null => toHost.safeParse(message).data ?? null;
export const readFromHost = (message: unknown): FromHost | null => fromHost.safeParse(message).data ?? null;
