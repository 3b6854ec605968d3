/** Node's buffers as what they are underneath, without a copy: they print and compare as plain bytes. */
export const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
