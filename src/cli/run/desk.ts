/** What stands at the terminal while a session runs: lines of what happens, a status below, commands typed in. */
import { createInterface } from 'node:readline';
import type { HapticReport } from '../../alerts/haptic-sink.ts';
import type { DeviceEvent } from '../../domain/device.ts';
import type { LinkReport } from '../../devices/link/link-item.ts';
import type { Style } from '../terminal/style.ts';
import { eventLines, isWarning } from '../terminal/lines.ts';
import type { Screen } from '../terminal/screen.ts';
import { isRemark, type LifterOutput } from '../session/inputs.ts';
import type { Buzzer, Slot } from '../session/plan.ts';
import type { Told } from '../session/session.ts';
import { placeOf, reportWords, stateWords } from './report.ts';

export interface Desk {
  told(told: Told): void;
  report(worn: Slot | Buzzer, report: LinkReport): void;
  device(slot: Slot, event: DeviceEvent): void;
  haptic(athlete: string, report: HapticReport): void;
  note(text: string): void;
  /** Draws the status line. */
  refresh(nowS: number): void;
  mute(on: boolean): void;
}

export interface DeskOptions {
  readonly screen: Screen;
  readonly style: Style;
  readonly bell: boolean;
  /** With several lifters every line says whose it is. */
  readonly several: boolean;
}

const outputLines = (output: LifterOutput, style: Style): readonly string[] =>
  output.type === 'fault'
    ? [style.bold(`Beltline failed and went on: ${output.text}`)]
    : output.type === 'rule-note'
      ? [`The rule "${output.rule}" ${output.text}`]
      : eventLines(output, style);

export const createDesk = ({ screen, style, bell, several }: DeskOptions): Desk => {
  const states = new Map<string, string>();
  const batteries = new Map<string, string>();
  /** What was said of each link last. */
  const said = new Map<string, string>();
  const buzzless = new Set<string>();
  let muted = false;
  let lastRep = '';

  return {
    told: ({ athlete, output }) => {
      const lines = outputLines(output, style);
      screen.print(...(several ? lines.map((line) => `${athlete.padEnd(10)} ${line}`) : lines));
      if (output.type === 'rep') {
        lastRep = `set ${output.set} rep ${output.rep.index}: ${output.rep.meanVelocityMps.toFixed(2)} m/s`;
      }
      if (!isRemark(output) && isWarning(output) && bell && !muted) screen.bell();
    },
    report: (worn, report) => {
      states.set(worn.id, `${placeOf(worn)} ${stateWords(report.state)}`);
      const words = reportWords(worn, report);
      // What is still so was said.
      if (words === null || words === said.get(worn.id)) return;
      said.set(worn.id, words);
      screen.print(style.dim(words));
    },
    device: (slot, event) => {
      if (event.type === 'battery' && event.percent !== null)
        batteries.set(slot.id, `battery ${event.percent} %`);
      if (event.type === 'fault') screen.print(style.bold(`${slot.athlete}, ${slot.role}: ${event.text}`));
    },
    haptic: (athlete, report) => {
      // Once: whoever has no motor knows it by then.
      if (report.type !== 'failed' || buzzless.has(athlete)) return;
      buzzless.add(athlete);
      screen.print(style.dim(`${athlete}: no buzz, ${report.error}`));
    },
    note: (text) => screen.print(text),
    refresh: (nowS) => {
      const parts = [`${Math.floor(nowS)} s`, ...states.values(), ...batteries.values()];
      if (muted) parts.push('muted');
      if (lastRep !== '') parts.push(lastRep);
      screen.status(style.dim(parts.join(' · ')));
    },
    mute: (on) => {
      muted = on;
    },
  };
};

/** Reads lines typed at the terminal; returns how to stop. */
export const readLines = (onLine: (line: string) => void): (() => void) => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', onLine);
  return () => {
    lines.close();
    process.stdin.pause();
  };
};
