/** The radio of a command that needs one: the real one, or a virtual one. */
import { createProcessRadio, type ProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import type { NobleName } from '../../devices/link/radio-process/noble.ts';

export interface RadioOptions {
  readonly library: NobleName;
  readonly virtual?: true;
}

export interface OpenRadio {
  readonly radio: ProcessRadio;
  close(): Promise<void>;
}

export const openRadio = async ({ library, virtual }: RadioOptions): Promise<OpenRadio> => {
  if (virtual === true) {
    const [{ serveVirtual }, { usualWorld }] = await Promise.all([
      import('../virtual/serve.ts'),
      import('../virtual/lifter.ts'),
    ]);
    return serveVirtual(usualWorld(), library);
  }
  const radio = createProcessRadio({ noble: library });
  return { radio, close: () => radio.close() };
};
