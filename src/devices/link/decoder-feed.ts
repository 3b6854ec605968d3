/** Gives a decoder its inputs, and passes on inputs and outputs in one order. */
import type { DeviceInput } from '../../domain/device.ts';
import type { DecoderOutput, DeviceDecoder, DeviceWrite } from '../driver.ts';
import type { LinkItem } from './link-item.ts';
import { reasonOf } from './reason.ts';

export interface FeedSinks {
  readonly emit: (item: LinkItem) => void;
  readonly write: (write: DeviceWrite) => void;
  /** Live samples came. */
  readonly onSamples: () => void;
}

export interface DecoderFeed {
  input(input: DeviceInput): void;
  tick(atS: number): void;
}

/** {@link DeviceEvent} `fault` of a decoder that broke its promise and threw. */
const DECODER_FAULT = -1;

/** A fault of ours must not end the session: the lifter is still warned by what comes next. */
const guarded = (atS: number, run: () => readonly DecoderOutput[]): readonly DecoderOutput[] => {
  try {
    return run();
  } catch (error) {
    const text = `The decoder failed: ${reasonOf(error)}`;
    return [{ type: 'event', event: { type: 'fault', atS, code: DECODER_FAULT, text } }];
  }
};

export const createDecoderFeed = (decoder: DeviceDecoder, sinks: FeedSinks): DecoderFeed => {
  const pass = (output: DecoderOutput): void => {
    if (output.type === 'write') {
      sinks.write(output.write);
      return;
    }
    sinks.emit({ type: 'output', output });
    if (output.type === 'samples' && output.batch.count > 0) sinks.onSamples();
  };

  return {
    input: (input) => {
      sinks.emit({ type: 'input', input });
      for (const output of guarded(input.atS, () => decoder.step(input))) pass(output);
    },
    tick: (atS) => {
      for (const output of guarded(atS, () => decoder.tick(atS))) pass(output);
    },
  };
};
