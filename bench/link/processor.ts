/** CPU time of a process, this one or another. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Ticks in a second of `/proc`: 100 wherever Linux runs today, asked for all the same. */
const ticksPerSecond = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of CPU time another process has used, user and system; NaN where the system does not tell. */
export const cpuSecondsOf = (pid: number | undefined): number => {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  try {
    // The name of the program may hold spaces; what follows its bracket does not (proc(5), fields 14 and 15).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond();
  } catch {
    return Number.NaN;
  }
};
