/** HCI numbers that the virtual controller knows (Core Spec Vol 4 Part E; section in the comment). */

/** First byte of every packet between host and controller (Vol 4 Part A 2). */
export const PACKET = { command: 0x01, acl: 0x02, event: 0x04 } as const;

export const COMMAND = {
  disconnect: 0x0406, // 7.1.6
  readRemoteVersion: 0x041d, // 7.1.23
  setEventMask: 0x0c01, // 7.3.1
  reset: 0x0c03, // 7.3.2
  readLeHostSupport: 0x0c6c, // 7.3.78
  writeLeHostSupport: 0x0c6d, // 7.3.79
  readLocalVersion: 0x1001, // 7.4.1
  readBufferSize: 0x1005, // 7.4.5
  readBdAddr: 0x1009, // 7.4.6
  readRssi: 0x1405, // 7.5.4
  leSetEventMask: 0x2001, // 7.8.1
  leReadBufferSize: 0x2002, // 7.8.2
  leReadLocalFeatures: 0x2003, // 7.8.3
  leSetScanParameters: 0x200b, // 7.8.10
  leSetScanEnable: 0x200c, // 7.8.11
  leCreateConnection: 0x200d, // 7.8.12
  leCreateConnectionCancel: 0x200e, // 7.8.13
  leConnectionUpdate: 0x2013, // 7.8.18
  leReadRemoteFeatures: 0x2016, // 7.8.21
  leSetDataLength: 0x2022, // 7.8.33
  leReadMaximumDataLength: 0x202f, // 7.8.46
  leSetDefaultPhy: 0x2031, // 7.8.48
  leSetExtendedScanParameters: 0x2041, // 7.8.64
  leSetExtendedScanEnable: 0x2042, // 7.8.65
  leExtendedCreateConnection: 0x2043, // 7.8.66
} as const;

export const EVENT = {
  disconnectionComplete: 0x05, // 7.7.5
  readRemoteVersionComplete: 0x0c, // 7.7.12
  commandComplete: 0x0e, // 7.7.14
  commandStatus: 0x0f, // 7.7.15
  completedPackets: 0x13, // 7.7.19
  leMeta: 0x3e, // 7.7.65
} as const;

export const LE_EVENT = {
  connectionComplete: 0x01, // 7.7.65.1
  advertisingReport: 0x02, // 7.7.65.2
  connectionUpdateComplete: 0x03, // 7.7.65.3
  readRemoteFeaturesComplete: 0x04, // 7.7.65.4
  dataLengthChange: 0x07, // 7.7.65.7
  enhancedConnectionComplete: 0x0a, // 7.7.65.10
  extendedAdvertisingReport: 0x0d, // 7.7.65.13
} as const;
