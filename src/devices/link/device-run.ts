/** One run of a device's link: performs what the connection machine commands, and lets follow from its state what has to. */
import type { Vibration } from '../../domain/device.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { DeviceInfo } from '../driver.ts';
import { createConnections } from './connections.ts';
import { createDecoderFeed } from './decoder-feed.ts';
import type { ChannelBytes } from './device-port.ts';
import { createFinder } from './finder.ts';
import type { LinkItem } from './link-item.ts';
import type { LinkParams } from './link-params.ts';
import type { LinkState, Trouble } from './link-state.ts';
import type { LiveLink } from './live-link.ts';
import { createMachineLoop } from './machine-loop.ts';
import type { LinkCommand } from './machine-types.ts';
import { RadioError } from './radio.ts';
import type { SharedRadio } from './shared-radio.ts';
import { isIt, type WantedDevice } from './wanted.ts';

export interface DeviceRun {
  open(): void;
  /** Ends in state `closed`, within `closeMs` and `graceMs`. */
  close(): void;
  vibrate(vibration: Vibration, ttlS: number): Promise<void>;
}

export interface RunOptions {
  readonly shared: SharedRadio;
  readonly wanted: WantedDevice;
  readonly params: LinkParams;
  readonly emit: (item: LinkItem) => void;
  readonly onClosed: () => void;
}

const troubleOf = (state: LinkState): Trouble | null => ('trouble' in state ? state.trouble : null);

/** A device without samples is not watched for them. */
const paramsFor = ({ driver }: WantedDevice, params: LinkParams): LinkParams =>
  driver.sendsSamples === false ? { ...params, silentMs: Infinity } : params;

export const createDeviceRun = ({ shared, wanted, emit, onClosed, ...options }: RunOptions): DeviceRun => {
  const { radio } = shared;
  const { driver, settings } = wanted;
  const params = paramsFor(wanted, options.params);
  let device: DeviceInfo | null = null;
  let trouble: Trouble | null = null;
  let rssiDbm: number | null = null;
  let ticking: NodeJS.Timeout | undefined;
  /** A vibration may take several writes, and those of two must not mix. */
  let vibrating = Promise.resolve();

  const nowS = (): number => shared.toSessionS(radio.nowMs());

  /** The connection between `up` and `down`. */
  const live = (attempt?: number): LiveLink | undefined => {
    const { state } = loop;
    if (state.value !== 'starting' && state.value !== 'streaming') return undefined;
    return attempt === undefined || attempt === state.attempt ? connections.of(state.attempt) : undefined;
  };

  const feed = createDecoderFeed(driver.createDecoder(settings.role), {
    emit,
    write: (write) => live()?.writer.push(write),
    onSamples: () => loop.happen({ type: 'samples' }),
  });

  const onBytes = (attempt: number, { channel, bytes, atMs }: ChannelBytes): void => {
    if (live(attempt) !== undefined)
      feed.input({ type: 'bytes', atS: shared.toSessionS(atMs), channel, bytes });
  };

  const onStarted = (attempt: number, info: DeviceInfo): void => {
    if (loop.state.value !== 'starting' || loop.state.attempt !== attempt) return;
    const { id } = loop.state;
    if (!isIt(wanted, info)) {
      finder.shun(id, radio.nowMs() + params.wrongMs);
      const message = `This is ${info.model} ${info.serial}.`;
      return loop.happen({ type: 'not-started', attempt, trouble: { reason: 'wrong-device', message } });
    }
    device = info;
    finder.pin(id);
    loop.happen({ type: 'started', attempt });
  };

  const report = (before: LinkState, after: LinkState): void => {
    trouble = after.value === 'streaming' ? null : (troubleOf(after) ?? trouble);
    if (before.value === after.value && troubleOf(before) === troubleOf(after)) return;
    emit({ type: 'state', report: { atS: nowS(), state: after.value, trouble, device, rssiDbm } });
  };

  const tick = (on: boolean): void => {
    if (on === (ticking !== undefined)) return;
    clearInterval(ticking);
    ticking = on ? setInterval(() => feed.tick(nowS()), params.tickMs) : undefined;
  };

  /** The raw fact of a command, if it has one: it comes before the state it leads to. */
  const record = (command: LinkCommand): void => {
    if (command.type === 'up') feed.input({ type: 'up', atS: nowS() });
    if (command.type === 'down') feed.input({ type: 'down', atS: nowS(), reason: command.reason });
  };

  const perform = (command: LinkCommand, state: LinkState): void => {
    const { closeMs, dropMs } = params;
    const closing = state.value === 'closed' || (state.value === 'dropping' && state.trouble === null);
    if (command.type === 'connect') void connections.connect(command.attempt, command.id);
    if (command.type === 'start') void connections.start(command.attempt);
    if (command.type === 'disconnect')
      void connections.disconnect(command.attempt, closing ? closeMs : dropMs);
  };

  const onTransition = (before: LinkState, after: LinkState, commands: readonly LinkCommand[]): void => {
    commands.forEach(record);
    report(before, after);
    tick(after.value === 'streaming');
    finder.follow(after, connections.busy);
    for (const command of commands) perform(command, after);
    if (after.value === 'closed' && before.value !== 'closed') {
      adapter.unsubscribe();
      onClosed();
    }
  };

  const loop = createMachineLoop({ params, nowMs: () => radio.nowMs(), onTransition });
  const finder = createFinder(shared, wanted, {
    onHeard: (advertisement) => {
      ({ rssiDbm } = advertisement);
      loop.happen({ type: 'heard', id: advertisement.id, heardMs: advertisement.atMs });
    },
    onTurn: () => loop.happen({ type: 'turn' }),
  });
  const connections = createConnections(radio, wanted, params, {
    happen: loop.happen,
    onBytes,
    onStarted,
    onSettled: () => finder.follow(loop.state, connections.busy),
  });
  const adapter = radio.adapter.subscribe((state) => loop.happen({ type: 'adapter', adapter: state }));

  const tellMotor = async (vibration: Vibration, untilS: number): Promise<void> => {
    // It may have waited for the one before it.
    const leftS = untilS - nowS();
    if (leftS <= 0) throw new RadioError('deadline', 'The buzz would come too late.');
    if (driver.vibrate === null)
      throw new BeltlineError('device', `A ${driver.name} sensor has no motor.`, {
        cure: 'Choose another way of warning.',
      });
    const link = loop.state.value === 'streaming' ? live() : undefined;
    if (link === undefined) throw new RadioError('not-connected', 'The sensor is not connected.');
    for (const write of driver.vibrate(vibration, link.port.mtu, leftS)) await link.port.write(write);
  };

  const vibrate = (vibration: Vibration, ttlS: number): Promise<void> => {
    const untilS = nowS() + ttlS;
    const mine = vibrating.then(() => tellMotor(vibration, untilS));
    vibrating = mine.catch(() => {});
    return mine;
  };

  return {
    open: () => loop.happen({ type: 'open' }),
    close: () => loop.happen({ type: 'close' }),
    vibrate,
  };
};
