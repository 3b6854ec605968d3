import { describe, expect, it } from 'vitest';
import { renderAnalysis } from '../../src/cli/analysis/render.ts';
import { styleFor } from '../../src/cli/terminal/style.ts';
import { sampleAnalysis } from '../recording/analysis/sample.ts';

const plain = styleFor({});
const text = renderAnalysis(sampleAnalysis(), 'set1.csv', plain);

describe('the report for a lifter', () => {
  it('reads like this', () => {
    expect(text).toMatchInlineSnapshot(`
      "set1.csv
      conventional-deadlift, 140 kg; 30.0 s at 100 Hz
      1 gap in the data, 0.5 s in all.

      Set 1: 2 reps, 3.0 to 10.0 s, speed loss 21 %
       rep lift-off  mean ± band  peak  loss  travel  low-hold-up  lower back
                  s          m/s   m/s     %      cm            s
         1     3.24  0.52 ± 0.06  0.81     0      56  1.2-0.5-1.2  proxy +3°
         2     3.24  0.52 ± 0.06  0.81    21      56      –-–-1.2  proxy +12° RED
        all reps: compared with the first reps of this session, not with earlier good
            reps; bar travel guessed from height (tape it, it is worth it)
        rep 2: hips rose before the bar; the lower back gave way, so the speed is less
            certain; took longer than three seconds

      Alerts
           8.20 s  RED    lower back gave way (set 1, rep 2)

      Velocity is estimated from the belt; ± band should hold 95 of 100 true values.
      No alert does not mean a safe rep: Beltline sees one point of the body.

      "
    `);
  });

  it('fits 80 columns', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says so when there is nothing to tell', () => {
    const empty = { ...sampleAnalysis(), sets: [], alerts: [] };
    const report = renderAnalysis(empty, '-', plain);
    expect(report).toMatch(/^standard input\n/);
    expect(report).toMatch(/No repetitions found\.\n\nNo alerts\./);
  });

  it('never tells by colour alone', () => {
    const coloured = renderAnalysis(sampleAnalysis(), 'set1.csv', styleFor({ isTTY: true }));
    // oxlint-disable-next-line no-control-regex -- escape sequences are what this is about
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(text);
  });
});
