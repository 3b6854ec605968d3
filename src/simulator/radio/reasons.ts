/** Controller error codes that end or refuse a link (Core Spec Vol 1 Part F 1.3). */
export const REASON = {
  success: 0x00,
  unknownCommand: 0x01,
  unknownConnection: 0x02,
  memoryExceeded: 0x07,
  /** Nothing was heard for the supervision timeout. */
  timeout: 0x08,
  connectionExists: 0x0b,
  commandDisallowed: 0x0c,
  invalidParameters: 0x12,
  /** The other side closed the link on purpose. */
  remoteUser: 0x13,
  remoteLowResources: 0x14,
  remotePowerOff: 0x15,
  /** This side closed the link. */
  localHost: 0x16,
  /** Six connection events after the link was set up nothing had been heard. */
  failedToEstablish: 0x3e,
} as const;
