import { describe, expect, test } from 'vitest';
import { styleFor } from '../../src/cli/analysis/style.ts';
import { eventLines } from '../../src/cli/demo/lines.ts';
import { createScreen } from '../../src/cli/demo/screen.ts';
import type { SessionEvent } from '../../src/domain/event.ts';

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
    [{ type: 'gap', atS: 2, gap: { startS: 1.9, durationS: 0.1 } }, '100 ms of samples lost'],
    [{ type: 'monitoring', atS: 2, state: 'not-monitoring' }, 'NOT MONITORING'],
    [{ type: 'slip', atS: 2, angleDeg: 6 }, 'turned by 6°'],
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
