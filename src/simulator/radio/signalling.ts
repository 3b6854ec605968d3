/** The one thing an LE peripheral asks for over the signalling channel: other connection parameters. */
import { linkParameterBytes, readLinkParameters } from './hci/connection-parameters.ts';
import { u16 } from './hci/packets.ts';
import type { LinkParameters } from './link.ts';

/** Core Spec Vol 3 Part A 4.20, 4.21. */
const CODE = { request: 0x12, response: 0x13 } as const;

export interface ParameterRequest {
  /** Matches the response to its request. */
  readonly identifier: number;
  readonly parameters: LinkParameters;
}

const frame = (code: number, identifier: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([code, identifier]), u16(data.length), data]);

export const parameterRequest = ({ identifier, parameters }: ParameterRequest): Buffer => {
  const bytes = linkParameterBytes(parameters);
  // Shortest and longest interval are the same.
  return frame(CODE.request, identifier, Buffer.concat([bytes.subarray(0, 2), bytes]));
};

/** `null` for anything but a request with parameters that are allowed. */
export const readParameterRequest = (payload: Buffer): ParameterRequest | null => {
  if (payload.length < 12 || payload[0] !== CODE.request) return null;
  const parameters = readLinkParameters(payload, 4);
  return parameters === null ? null : { identifier: payload[1], parameters };
};

export const parameterAccepted = (identifier: number): Buffer => frame(CODE.response, identifier, u16(0));
