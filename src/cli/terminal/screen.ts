/** Lines on standard output; on a terminal with a running clock below them. */

export interface Screen {
  print(...lines: readonly string[]): void;
  /** Replaces the line at the bottom; nothing where there is no terminal. */
  status(text: string): void;
  bell(): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const BELL = '\u0007';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Pipes and files get plain lines only. */
export const createScreen = (output: Output): Screen => {
  const terminal = output.isTTY === true;
  let shown = '';
  return {
    print(...lines) {
      const text = lines.map((line) => `${line}\n`).join('');
      output.write(terminal ? `${CLEAR_LINE}${text}${shown}` : text);
    },
    status(text) {
      if (!terminal || text === shown) return;
      shown = text;
      output.write(`${CLEAR_LINE}${text}`);
    },
    bell() {
      if (terminal) output.write(BELL);
    },
  };
};
