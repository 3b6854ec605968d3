/** Bluetooth device addresses: `aa:bb:cc:dd:ee:ff` for people, six bytes with the last one first on the air. */

/** Core Spec Vol 6 Part B 1.3. */
export type AddressType = 'public' | 'random';

const PATTERN = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/** Lower case with colons; throws on anything that is no address. */
export const normalAddress = (text: string): string => {
  const address = text.toLowerCase();
  if (!PATTERN.test(address)) {
    throw new TypeError(`"${text}" is no Bluetooth address; write it as c0:ff:ee:00:00:01.`);
  }
  return address;
};

export const addressToBytes = (address: string): Buffer =>
  Buffer.from(Buffer.from(address.replaceAll(':', ''), 'hex').toReversed());

export const addressFromBytes = (bytes: Uint8Array): string =>
  Array.from(bytes.toReversed(), (byte) => byte.toString(16).padStart(2, '0')).join(':');

export const addressTypeCode = (type: AddressType): number => (type === 'random' ? 1 : 0);
