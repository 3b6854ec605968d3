/** The host's side of a controller, and how commands find their handlers. */

/** Sends one packet up to the host. */
export type ToHost = (packet: Buffer) => void;

export interface CommandHandler {
  /** Fewest parameter bytes that make sense; shorter commands are refused before `run`. */
  readonly length: number;
  readonly run: (parameters: Buffer, opcode: number) => void;
}

export type CommandTable = ReadonlyMap<number, CommandHandler>;

export const commandTable = (
  rows: readonly (readonly [opcode: number, length: number, run: CommandHandler['run']])[],
): CommandTable => new Map(rows.map(([opcode, length, run]) => [opcode, { length, run }]));
