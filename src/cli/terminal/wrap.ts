/** Lines that fit a terminal. */

const WIDTH = 80;

/** Breaks a text at its spaces. @param indents before the first line, and before those that follow */
export const wrapWords = (text: string, [first, further]: readonly [string, string] = ['', '']): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const start = lines.length === 0 ? first : further;
    const longer = line === '' ? `${start}${word}` : `${line} ${word}`;
    if (line !== '' && longer.length > WIDTH) {
      lines.push(line);
      line = `${further}${word}`;
    } else line = longer;
  }
  return [...lines, line];
};
