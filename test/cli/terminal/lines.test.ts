import { describe, expect, test } from 'vitest';
import { styleFor } from '../../../src/cli/terminal/style.ts';
import { eventLines } from '../../../src/cli/terminal/lines.ts';
import { createScreen } from '../../../src/cli/terminal/screen.ts';
import type { Cue, CueReason } from '../../../src/domain/cue.ts';
import type { SessionEvent } from '../../../src/domain/event.ts';

const plain = styleFor({ isTTY: false });
const tell = (event: SessionEvent): string => eventLines(event, plain).join('\n');

describe('events as lines', () => {
  test.each(['amber', 'red'] as const)('a %s warning is symbol, word and method', (severity) => {
    const line = tell({
      type: 'warning',
      atS: 12.34,
      kind: 'lumbar',
      method: 'measured',
      severity,
      excursionDeg: 8.6,
    });
    expect(line).toContain(' 12.3 s  !!');
    expect(line).toContain(`WARNING ${severity.toUpperCase()}`);
    expect(line).toContain('measured +9°');
  });

  test.each(['sticking', 'grinding'] as const)('a bar that is %s is told with how slow it is', (cause) => {
    const line = tell({
      type: 'warning',
      atS: 12.34,
      kind: 'speed-drop',
      cause,
      severity: 'amber',
      dropPct: 57.6,
      velocityMps: 0.213,
    });
    expect(line).toContain(`!!  WARNING AMBER bar ${cause === 'sticking' ? 'sticks' : 'grinds'}`);
    expect(line).toContain('58 % slower, about 0.21 m/s');
  });

  test.each([
    [{ kind: 'lumbar', method: 'proxy', excursionDeg: 5 }, 'red', '!!! CUE RED       lower back gave way'],
    [{ kind: 'speed-drop', cause: 'grinding', dropPct: 50, velocityMps: 0.2 }, 'amber', 'bar grinds'],
    [{ kind: 'velocity-loss', lossPct: 21, because: 'far-over' }, 'amber', '(21 %)'],
    [{ kind: 'rule', name: 'deep', say: 'sit lower' }, 'amber', 'sit lower (rule "deep")'],
    [{ kind: 'monitoring-again' }, 'none', '~   cue           monitoring again'],
  ] satisfies (readonly [CueReason, Cue['severity'], string])[])('a cue: %o', (reason, severity, words) => {
    const cue: Cue = { atS: 2, basis: 'live', set: 1, rep: 1, severity, ...reason };
    expect(tell({ type: 'cue', atS: 2, cue })).toContain(words);
  });

  test('an alert says what and where', () => {
    const line = tell({
      type: 'alert',
      atS: 3,
      alert: { atS: 3, kind: 'not-monitoring', severity: 'red', set: null, rep: null },
    });
    expect(line).toContain('!!! ALERT RED');
    expect(line).toContain('not monitoring');
  });

  test('live and final have different names', () => {
    const live = tell({
      type: 'rep-live',
      atS: 1,
      rep: { liftOffS: 0, lockoutS: 1, meanVelocityMps: 0.5, peakVelocityMps: 0.9 },
    });
    expect(live).toContain('live');
    expect(live).toContain('about 0.50 m/s');
  });

  test.each([
    [{ type: 'gap', atS: 2, sensor: 'belt', gap: { startS: 1.9, durationS: 0.1 } }, '100 ms of samples lost'],
    [{ type: 'monitoring', atS: 2, state: 'not-monitoring' }, 'NOT MONITORING'],
    [{ type: 'slip', atS: 2, angleDeg: 6 }, 'turned by 6°'],
    [{ type: 'set-up', atS: 2, state: 'set', reasons: [] }, '◆   set'],
    [
      { type: 'set-up', atS: 2, state: 'not-set', reasons: ['moving', 'leaning'] },
      '◇   not set       still moving, leaning to one side',
    ],
    [{ type: 'warning-over', atS: 2, kind: 'speed-drop' }, '△   speed back'],
  ] satisfies (readonly [SessionEvent, string])[])('%o', (event, words) => {
    expect(tell(event)).toContain(words);
  });
});

const capture = (isTTY: boolean) => {
  const written: string[] = [];
  return { screen: createScreen({ isTTY, write: (text) => written.push(text) }), written };
};

describe('the screen', () => {
  test('gives a pipe plain lines and nothing else', () => {
    const { screen, written } = capture(false);
    screen.status('12 s');
    screen.print('a', 'b');
    screen.bell();
    expect(written.join('')).toBe('a\nb\n');
  });

  test('keeps the clock below the lines on a terminal', () => {
    const { screen, written } = capture(true);
    screen.status('12 s');
    screen.status('12 s');
    screen.print('a');
    expect(written).toEqual(['\r\u001b[2K12 s', '\r\u001b[2Ka\n12 s']);
  });
});
