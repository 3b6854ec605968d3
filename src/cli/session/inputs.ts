/** What enters a live session, and what leaves it. A recording keeps the first, so that a replay gives the second again. */
import type { CueStreamOutput } from '../../alerts/with-cues.ts';
import type { LiftCommand } from '../../domain/command.ts';
import type { DeviceEvent } from '../../domain/device.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { SampleBatch, SensorRole } from '../../domain/sample.ts';

/** What a session is told besides what its devices say. */
export type SessionCommand =
  | LiftCommand
  /** Time has come this far although no sensor says so: what was held back may be due. */
  | { readonly type: 'clock' };

/** One thing that happens to one lifter's session, in order of arrival; times are session time, s. */
export type LifterInput =
  | { readonly type: 'samples'; readonly batch: SampleBatch }
  | { readonly type: 'device'; readonly role: SensorRole; readonly event: DeviceEvent }
  /** The link of a sensor stands, or is lost. */
  | { readonly type: 'link'; readonly atS: number; readonly role: SensorRole; readonly up: boolean }
  | { readonly type: 'command'; readonly atS: number; readonly command: SessionCommand };

/** A part of the session failed and was started anew: a fault of ours that must not end the training. */
export interface SessionFault {
  readonly type: 'fault';
  readonly atS: number;
  readonly text: string;
}

/** A rule of the user's that cannot be judged for this rep: said once. */
export type RuleRemark = Extract<CueStreamOutput, { readonly type: 'rule-note' }>;

export type LifterOutput = SessionEvent | SessionFault | RuleRemark;

/** True for what is about Beltline or its rules, not about the lift. */
export const isRemark = (output: LifterOutput): output is SessionFault | RuleRemark =>
  output.type === 'fault' || output.type === 'rule-note';
