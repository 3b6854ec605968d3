/** A recorded session fed to the same decoders and the same session as when it was live. */
import { loadRules } from '../../alerts/rules.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { DeviceDecoder } from '../../devices/driver.ts';
import { DRIVERS, driverNamed } from '../../devices/drivers/registry.ts';
import { EXERCISES } from '../../domain/exercise.ts';
import type { RecordedDevice, SessionInput } from '../../recording/mcap/contents.ts';
import type { SessionCommand } from '../session/inputs.ts';
import type { SessionPlan, Slot } from '../session/plan.ts';
import { createSession, type Told } from '../session/session.ts';

export interface ReplayedSession {
  step(input: SessionInput): readonly Told[];
  finish(): readonly Told[];
}

/** Commands as recordings keep them, in the words of the session. `null` for one of a later version. */
const commandOf = (
  recorded: Extract<SessionInput, { type: 'command' }>['command'],
): SessionCommand | null => {
  switch (recorded.type) {
    case 'load':
      return { type: 'load', loadKg: recorded.loadKg };
    case 'exercise': {
      const exercise = EXERCISES.find((name) => name === recorded.exercise);
      return exercise === undefined ? null : { type: 'exercise', exercise };
    }
    case 'athlete':
      return { type: 'athlete', athlete: recorded.lifter.athlete };
    case 'set-ended':
      return { type: 'end-set' };
    case 'mute':
      return { type: 'mute', mute: recorded.mute };
    case 'clock':
      return { type: 'clock' };
    default:
      return null;
  }
};

/** @param file for messages */
export const createReplay = async (plan: SessionPlan, file: string): Promise<ReplayedSession> => {
  const session = createSession(plan, { rules: await loadRules(plan.rules) });
  const decoders = new Map<string, DeviceDecoder>();
  let lastS = 0;

  const slotOf = (device: RecordedDevice): Slot => {
    const slot = plan.slots.find((one) => one.id === device.serial);
    if (slot !== undefined) return slot;
    throw new BeltlineError(
      'bad-input',
      `this recording has a device "${device.serial}" that its settings do not name.`,
      {
        place: { file },
        cure: 'The recording is damaged.',
      },
    );
  };

  const decoderOf = (slot: Slot): DeviceDecoder => {
    const known = decoders.get(slot.id);
    if (known !== undefined) return known;
    const driver = driverNamed(slot.driver);
    if (driver === undefined) {
      throw new BeltlineError('bad-input', `this recording needs a driver "${slot.driver}".`, {
        place: { file },
        cure: `This version of Beltline has: ${DRIVERS.map(({ name }) => name).join(', ')}.`,
      });
    }
    const decoder = driver.createDecoder(slot.role);
    decoders.set(slot.id, decoder);
    return decoder;
  };

  return {
    step: (input) => {
      if (input.type === 'command') {
        lastS = input.atS;
        const command = commandOf(input.command);
        return command === null ? [] : session.command(input.command.athlete, command, input.atS);
      }
      const slot = slotOf(input.device);
      if (input.type === 'info') {
        session.info(slot, input.info);
        return [];
      }
      const { atS } = input.input;
      lastS = atS;
      const told = [...session.input(slot, input.input)];
      for (const output of decoderOf(slot).step(input.input)) told.push(...session.output(slot, output, atS));
      return told;
    },
    finish: () => session.finish(lastS),
  };
};
