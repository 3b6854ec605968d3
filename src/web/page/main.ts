/** What the page loads: its parts by their names. */
import { BackGauge } from './back-gauge.ts';
import { BeltlineApp } from './beltline-app.ts';
import { LiftControls } from './lift-controls.ts';
import { MotionStrip } from './motion-strip.ts';
import { RepPlots } from './rep-plots.ts';
import { SetBars } from './set-bars.ts';
import { SetDebrief } from './set-debrief.ts';
import { TrainingHistory } from './training-history.ts';
import { TrendChart } from './trend-chart.ts';
import { WarningScreen } from './warning-screen.ts';

const PARTS = {
  'set-bars': SetBars,
  'motion-strip': MotionStrip,
  'rep-plots': RepPlots,
  'back-gauge': BackGauge,
  'warning-screen': WarningScreen,
  'set-debrief': SetDebrief,
  'lift-controls': LiftControls,
  'trend-chart': TrendChart,
  'training-history': TrainingHistory,
  // Last: it holds the others.
  'beltline-app': BeltlineApp,
};

for (const [name, part] of Object.entries(PARTS)) customElements.define(name, part);
