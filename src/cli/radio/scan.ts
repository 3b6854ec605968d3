/** `beltline scan`: which sensors are near. */
import { filter, firstValueFrom, timeout } from 'rxjs';
import { BeltlineError } from '../../domain/error.ts';
import { DRIVERS } from '../../devices/drivers/registry.ts';
import type { Radio } from '../../devices/link/radio.ts';
import { type HeardDevice, scanFor } from '../../devices/link/scan.ts';
import { openRadio, type RadioOptions } from './open.ts';

/** Options as commander hands them over. */
export interface ScanOptions extends RadioOptions {
  readonly seconds: number;
  /** Also what no driver knows. */
  readonly all?: true;
}

/** How long an adapter may take to say that it is on, ms. */
const ADAPTER_MS = 10_000;

const adapterOn = async (radio: Radio): Promise<void> => {
  await firstValueFrom(
    radio.adapter.pipe(
      filter((state) => state === 'on'),
      timeout(ADAPTER_MS),
    ),
  ).catch((cause: unknown) => {
    throw new BeltlineError('device', 'there is no Bluetooth adapter that is on.', {
      cure: 'Run `beltline doctor`: it says what is missing.',
      cause,
    });
  });
};

const line = ({ advertisement, bestRssiDbm, drivers, serial }: HeardDevice): string =>
  [
    `${bestRssiDbm} dBm`.padStart(8),
    (drivers.join(', ') || '–').padEnd(14),
    (serial ?? advertisement.address ?? advertisement.id).padEnd(18),
    advertisement.name ?? '',
  ]
    .join('  ')
    .trimEnd();

export const scan = async (options: ScanOptions): Promise<void> => {
  const stage = await openRadio(options);
  try {
    await adapterOn(stage.radio);
    const heard = await scanFor(stage.radio, DRIVERS, options.seconds * 1000);
    const known = heard.filter(({ drivers }) => drivers.length > 0);
    const shown = options.all === true ? heard : known;
    process.stdout.write(
      shown.length === 0
        ? 'No sensor was heard. Is it charged, switched on and near? --all shows everything that was.\n'
        : `${['  signal', 'driver'.padEnd(14), 'id'.padEnd(18), 'name'].join('  ')}\n${shown.map((one) => `${line(one)}\n`).join('')}`,
    );
    if (options.all !== true && heard.length > known.length) {
      process.stdout.write(`${heard.length - known.length} other devices; --all shows them.\n`);
    }
  } finally {
    await stage.close();
  }
};
