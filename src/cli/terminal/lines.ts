/** Session events as lines for the terminal. Every warning is told by symbol and word; colour only adds to it. */
import type { SessionEvent } from '../../domain/event.ts';
import type { Rep, Severity } from '../../domain/rep.ts';
import { cueWords, degrees, setUpWords, warningWords } from '../../domain/live-words.ts';
import type { Style } from './style.ts';
import { ALERT_WORDS } from '../../domain/words.ts';

type Grave = Exclude<Severity, 'none'>;

/** Widths of the columns before the text: time, symbol, what it is. */
const TIME = 6;
const SYMBOL = 3;
const WHAT = 13;
const SYMBOLS: Readonly<Record<Grave, string>> = { amber: '!! ', red: '!!!' };

/** One line: time, symbol, what it is, what it says. */
const line = (atS: number, symbol: string, what: string, text: string): string =>
  `${atS.toFixed(1).padStart(TIME)} s  ${symbol.padEnd(SYMBOL)} ${what.padEnd(WHAT)} ${text}`.trimEnd();

const more = (text: string): string => `${' '.repeat(TIME + SYMBOL + WHAT + 6)}${text}`;

/** `1 rep`, `5 reps`. */
export const repCount = (reps: number): string => `${reps} ${reps === 1 ? 'rep' : 'reps'}`;

/** The verdict on the lower back in words: proxy or measured is always said. */
export const backWords = ({ method, excursionDeg, severity }: Rep['lumbar']): string => {
  if (excursionDeg === null) return `no verdict (${method})`;
  return `${method} ${degrees(excursionDeg)}${severity === 'none' ? '' : ` ${severity.toUpperCase()}`}`;
};

const repLines = (atS: number, rep: Rep, style: Style): string[] => {
  const mean = style.bold(`${rep.meanVelocityMps.toFixed(2)} ± ${rep.velocityErrorMps.toFixed(2)} m/s`);
  const travel = `travel ${(100 * rep.romM).toFixed(0)} cm`;
  const { severity } = rep.lumbar;
  const back = `lower back ${backWords(rep.lumbar)}`;
  return [
    line(
      atS,
      '●',
      `rep ${rep.index} final`,
      `${mean} mean, ${rep.peakVelocityMps.toFixed(2)} peak, ${travel}`,
    ),
    more(`loss ${rep.velocityLossPct.toFixed(0)} %, ${severity === 'none' ? back : style[severity](back)}`),
  ];
};

const warning = (atS: number, severity: Grave, what: string, text: string, style: Style): string =>
  style.bold(style[severity](line(atS, SYMBOLS[severity], `${what} ${severity.toUpperCase()}`, text)));

const MONITORING_WORDS = {
  ok: 'monitoring again',
  degraded: 'samples were lost, angles are less certain',
  'not-monitoring': 'NOT MONITORING: no usable data from the sensor',
} as const;

/** True for what must reach the lifter at once. */
export const isWarning = (event: SessionEvent): boolean => event.type === 'warning' || event.type === 'alert';

/** The lines that tell an event; empty where there is nothing to tell. */
export const eventLines = (event: SessionEvent, style: Style): readonly string[] => {
  const { atS } = event;
  switch (event.type) {
    case 'lift-off':
      return [line(atS, '▲', 'lift-off', '')];
    case 'set-up':
      return [
        event.state === 'set'
          ? line(atS, '◆', 'set', '')
          : line(atS, '◇', 'not set', setUpWords(event.reasons)),
      ];
    case 'warning':
      return [warning(atS, event.severity, 'WARNING', warningWords(event), style)];
    case 'warning-over':
      return [line(atS, '△', 'speed back', 'the bar moves as usual again, or the rep is over')];
    case 'cue': {
      const { severity } = event.cue;
      const text = cueWords(event.cue);
      return [severity === 'none' ? line(atS, '~', 'cue', text) : warning(atS, severity, 'CUE', text, style)];
    }
    case 'rep-live': {
      const { meanVelocityMps, peakVelocityMps } = event.rep;
      const text = `about ${meanVelocityMps.toFixed(2)} m/s mean, ${peakVelocityMps.toFixed(2)} peak`;
      return [line(atS, '■', 'lockout live', text)];
    }
    case 'rep':
      return repLines(atS, event.rep, style);
    case 'set': {
      const { index, reps, velocityLossPct } = event.set;
      const text = `${repCount(reps.length)}, speed loss ${velocityLossPct.toFixed(0)} % from the fastest to the last`;
      return [style.bold(line(atS, '=', `set ${index} closed`, text))];
    }
    case 'alert': {
      const { kind, severity, rep } = event.alert;
      const where = rep === null ? '' : ` (rep ${rep})`;
      return [warning(atS, severity, 'ALERT', `${ALERT_WORDS[kind]}${where}`, style)];
    }
    case 'gap':
      return [line(atS, '~', 'gap', `${(1000 * event.gap.durationS).toFixed(0)} ms of samples lost`)];
    case 'monitoring':
      return [line(atS, '~', 'link', MONITORING_WORDS[event.state])];
    // A curve, not a word.
    case 'motion':
      return [];
    // The slip is what is left: a new kind of event would not compile here.
    default: {
      const text = `sensor turned by ${event.angleDeg.toFixed(0)}° on the belt, reference retaken`;
      return [style.bold(line(atS, '~', 'slip', text))];
    }
  }
};

/** What the virtual lifter does, by the simulator's own word. */
export const lifterLine = (atS: number, text: string, style: Style): string =>
  style.dim(line(atS, '·', '(lifter)', text));
