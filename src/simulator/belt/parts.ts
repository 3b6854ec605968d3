/** The parts of one boot, and how they hear of each other. */
import { OVERFLOW_WHERE } from '../../devices/protocol/index.ts';
import { Authenticator } from './auth.ts';
import { Button } from './button.ts';
import { DeviceClock } from './clock.ts';
import { EventQueue, type Happening } from './events.ts';
import type { BootOptions, Hardware } from './hardware.ts';
import { HapticPlayer } from './haptics/player.ts';
import { Recorder } from './recorder.ts';
import { BackfillServer } from './ring/backfill.ts';
import { Sampler } from './sampler.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { Status } from './status.ts';
import { LiveStream } from './stream/live.ts';
import { BootTime } from './time.ts';
import { TimeSyncServer } from './time-sync.ts';

const TWO_32 = 2 ** 32;

export interface Parts {
  readonly time: BootTime;
  readonly clock: DeviceClock;
  /** Random, drawn at every boot. */
  readonly bootId: number;
  readonly events: EventQueue;
  readonly button: Button;
  readonly sampler: Sampler;
  readonly live: LiveStream;
  readonly recorder: Recorder;
  readonly player: HapticPlayer;
  readonly timeSync: TimeSyncServer;
  readonly backfill: BackfillServer | null;
  readonly auth: Authenticator;
  readonly status: Status;
  /** Queues an event; `atMs`: true time of what happened, by default now. */
  readonly tell: (happening: Happening, atMs?: number) => void;
}

/** `serve` is called when something happened by itself, so that it is sent. */
export const buildParts = (hardware: Hardware, options: BootOptions, serve: () => void): Parts => {
  const { sensor, motor, ring, faults, truth, battery } = hardware;
  const time = new BootTime(hardware.time);
  const random = hardware.random.fork(`boot ${truth.boots}`);
  const clock = new DeviceClock(time.nowMs(), options);
  const clockUs = (atMs: number): number => clock.us(atMs);
  const events = new EventQueue();
  const tell = (happening: Happening, atMs = time.nowMs()): void =>
    events.push(happening, clock.us(atMs), atMs);
  const bootId = random.int(1, TWO_32 - 1);
  const sampler = new Sampler({ clock, sensor, motor }, hardware.sampling, faults, random);
  const live = new LiveStream((dropped) =>
    tell({ message: 'overflow', ...dropped, where: OVERFLOW_WHERE.liveQueue }),
  );
  const recorder = new Recorder(
    { time, sampler, ring, live, log: truth.samples },
    DEFAULT_SETTINGS,
    ({ stream, index }, reason) => {
      tell({ message: 'stream-end', stream, count: index, reason });
      serve();
    },
  );
  const player = new HapticPlayer(time, motor, clockUs, {
    began: (command, atMs) => {
      if (command !== null) tell({ message: 'haptic-begin', command }, atMs);
      serve();
    },
    done: (command, outcome, onMs, atMs) => {
      battery.drive(onMs);
      truth.hapticEnded({ command, outcome, onMs, atMs });
      if (command !== null) tell({ message: 'haptic-done', command, outcome, onMs }, atMs);
      serve();
    },
  });
  return {
    time,
    clock,
    bootId,
    events,
    button: new Button(),
    sampler,
    live,
    recorder,
    player,
    timeSync: new TimeSyncServer(clockUs),
    backfill: ring === null ? null : new BackfillServer(ring, faults, time, serve),
    auth: new Authenticator(hardware.claim, hardware.deviceId),
    status: new Status(battery, time.nowMs(), tell),
    tell,
  };
};
