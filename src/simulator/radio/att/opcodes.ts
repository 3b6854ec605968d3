/** Attribute protocol numbers (Core Spec Vol 3 Part F 3.4). */
export const ATT = {
  error: 0x01,
  mtuRequest: 0x02,
  mtuResponse: 0x03,
  findInformationRequest: 0x04,
  findInformationResponse: 0x05,
  findByTypeValueRequest: 0x06,
  findByTypeValueResponse: 0x07,
  readByTypeRequest: 0x08,
  readByTypeResponse: 0x09,
  readRequest: 0x0a,
  readResponse: 0x0b,
  readBlobRequest: 0x0c,
  readBlobResponse: 0x0d,
  readByGroupTypeRequest: 0x10,
  readByGroupTypeResponse: 0x11,
  writeRequest: 0x12,
  writeResponse: 0x13,
  prepareWriteRequest: 0x16,
  prepareWriteResponse: 0x17,
  executeWriteRequest: 0x18,
  executeWriteResponse: 0x19,
  notification: 0x1b,
  indication: 0x1d,
  confirmation: 0x1e,
  writeCommand: 0x52,
} as const;

/** Bit that marks requests without an answer (Vol 3 Part F 3.3.1). */
export const COMMAND_FLAG = 0x40;

/** Error codes (Vol 3 Part F 3.4.1.1); 0x80 … 0x9f belong to the application. */
export const ATT_ERROR = {
  invalidHandle: 0x01,
  readNotPermitted: 0x02,
  writeNotPermitted: 0x03,
  invalidPdu: 0x04,
  insufficientAuthentication: 0x05,
  requestNotSupported: 0x06,
  invalidOffset: 0x07,
  insufficientAuthorisation: 0x08,
  prepareQueueFull: 0x09,
  attributeNotFound: 0x0a,
  invalidLength: 0x0d,
  unlikely: 0x0e,
  insufficientEncryption: 0x0f,
  unsupportedGroupType: 0x10,
  insufficientResources: 0x11,
  valueNotAllowed: 0x13,
} as const;

/** Shortest ATT MTU, in force until both sides agreed on more (Vol 3 Part G 5.2.1). */
export const DEFAULT_MTU = 23;

/** Longest attribute value (Vol 3 Part F 3.2.9). */
export const LONGEST_VALUE = 512;
