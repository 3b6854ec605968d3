/** What goes wrong with a belt on command, besides what its radio can do. Change it at any time. */
export interface BeltFaults {
  /** The sensor is not read any more; nobody is told, the index goes on. */
  silent: boolean;
  /** Requests to the control point are not carried out and get no reply. */
  ignoresControl: boolean;
  /** So many stream frames from now on lose their last byte. */
  truncatedFrames: number;
  /** So many blocks of back-fill from now on are sent with a wrong checksum. */
  corruptBlocks: number;
}

export const noBeltFaults = (): BeltFaults => ({
  silent: false,
  ignoresControl: false,
  truncatedFrames: 0,
  corruptBlocks: 0,
});
