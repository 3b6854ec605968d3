/** UUIDs of the services and characteristics (SPEC 3), as the radio names them: lower case, 16-bit ones as four digits. */

const own = (number: string): string => `b0f1${number}-2ffb-466c-98cc-52952787982e`;

export const BELT_SERVICE = own('0001');

export const BELT_CHARACTERISTICS = {
  info: own('0010'),
  control: own('0011'),
  stream: own('0012'),
  events: own('0013'),
  haptic: own('0014'),
  timeSync: own('0015'),
  backfill: own('0016'),
} as const;

export const DEVICE_INFORMATION = {
  service: '180a',
  model: '2a24',
  serial: '2a25',
  firmware: '2a26',
  hardware: '2a27',
  manufacturer: '2a29',
} as const;

export const BATTERY = { service: '180f', level: '2a19' } as const;

/** What the local name in the scan response begins with. */
export const NAME_PREFIX = 'Beltline-';
