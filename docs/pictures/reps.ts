/** Two reps of the demo: what truly happened, and what Beltline made of it. */
import type { Rep } from '../../src/domain/rep.ts';
import { type CorridorBaseline } from '../../src/signal/lumbar/corridor.ts';
import { RISE_SHARES } from '../../src/signal/lumbar/curve.ts';
import type { SessionFilm } from '../../src/simulator/index.ts';
import { heading, panel, type Panel, xAxis, yAxis } from '../../src/report/plot.ts';
import { element, label, line, path, svg } from '../../src/report/svg.ts';

/** A rep as told by the graph, with its lift-off curve. */
export interface ToldRep {
  readonly rep: Rep;
  readonly curve: readonly number[] | null;
}

export interface RepsToDraw {
  readonly film: SessionFilm;
  /** Share of the lumbar curve at which the belt rides, for its true pitch. */
  readonly beltShare: number;
  readonly clean: ToldRep;
  readonly rounded: ToldRep;
  readonly corridor: CorridorBaseline;
}

const WIDTH = 880;
const HEIGHT = 450;
/** Samples a second of the film, and of the drawing. */
const FILM_HZ = 1000;
const STEP_S = 0.02;
const DEG = 180 / Math.PI;

const STYLE = `
text{font:12px -apple-system,"Segoe UI","Liberation Sans",Helvetica,Arial,sans-serif;fill:#24303f}
.card{fill:#fbfcfe;stroke:#d5dce6}
.heading{font-weight:700;font-size:14px}
.tick{fill:#66758a;font-size:11.5px}
.grid{stroke:#e4e9f0}
.zero{stroke:#b4bfcd}
.bar{stroke:#1f6fd6;stroke-width:2}
.pitch{stroke:#8a52c8;stroke-width:2}
.hip{stroke:#12876f;stroke-width:2}
.t-bar{fill:#1f6fd6}.t-pitch{fill:#8a52c8}.t-hip{fill:#12876f}.t-clean{fill:#12876f}.t-bad{fill:#c93030;font-weight:700}
.mark{stroke:#24303f;stroke-width:1.2;stroke-dasharray:4 3}
.band{fill:#f2a33c;fill-opacity:.38}
.mean{stroke:#c97a12;stroke-width:2}
.t-mean{fill:#a8640a;font-weight:700}
.corridor{fill:#12876f;fill-opacity:.17}
.centre{stroke:#12876f;stroke-width:1.5;stroke-dasharray:5 4}
.clean{stroke:#12876f;stroke-width:2.2}
.bad{stroke:#c93030;stroke-width:2.6}
@media (prefers-color-scheme:dark){
text{fill:#dbe4f0}.card{fill:#0f1724;stroke:#33415c}.tick{fill:#93a3b8}.grid{stroke:#222d40}.zero{stroke:#4a5a74}
.bar{stroke:#62a8ff}.pitch{stroke:#c59bff}.hip{stroke:#4fd1b0}.mark{stroke:#dbe4f0}
.t-bar{fill:#62a8ff}.t-pitch{fill:#c59bff}.t-hip{fill:#4fd1b0}.t-clean{fill:#4fd1b0}.t-bad{fill:#ff7b7b}.t-mean{fill:#ffc45c}
.mean{stroke:#ffc45c}.corridor{fill:#4fd1b0}.centre{stroke:#4fd1b0}.clean{stroke:#4fd1b0}.bad{stroke:#ff7b7b}
}
`;

/** Vertical lines at lift-off and lockout as Beltline found them. */
const marks = ({ box, x }: Panel, reps: readonly Rep[], names: boolean): string[] =>
  reps.flatMap(({ liftOffS, lockoutS }) =>
    [
      { atS: liftOffS, name: 'lift-off', anchor: 'end', shift: -5 },
      { atS: lockoutS, name: 'lockout', anchor: 'start', shift: 5 },
    ].flatMap(({ atS, name, anchor, shift }) => [
      line(x(atS), box.top, x(atS), box.top + box.height, { class: 'mark' }),
      ...(names ? [label(x(atS) + shift, box.top + 11, name, { class: 'tick', 'text-anchor': anchor })] : []),
    ]),
  );

/** The mean velocity of a rep with its band, over the time it is the mean of. */
const meanBand = (
  { x, y }: Panel,
  { liftOffS, lockoutS, meanVelocityMps: v, velocityErrorMps: e }: Rep,
): string[] => [
  element('rect', {
    x: x(liftOffS),
    y: y(v + e),
    width: x(lockoutS) - x(liftOffS),
    height: y(v - e) - y(v + e),
    class: 'band',
  }),
  line(x(liftOffS), y(v), x(lockoutS), y(v), { class: 'mean' }),
  label(x(lockoutS) + 5, y(v) + 4, `${v.toFixed(2)} ± ${e.toFixed(2)}`, { class: 't-mean' }),
];

const corridorPanel = ({ clean, rounded, corridor }: RepsToDraw): string[] => {
  const box = { left: 600, top: 62, width: 250, height: 330 };
  const curves = [clean.curve ?? [], rounded.curve ?? []];
  const { centreDeg, spreadDeg } = corridor;
  const lowest = Math.min(...curves.flat(), ...centreDeg);
  const highest = Math.max(...curves.flat(), ...centreDeg.map((c, k) => c + 3 * spreadDeg[k]));
  const p = panel(
    box,
    { min: 10, max: 60 },
    { min: 5 * Math.floor(lowest / 5), max: 5 * Math.ceil(highest / 5) },
  );
  const at = (values: readonly number[]): [number, number][] =>
    values.map((v, k) => [p.x(100 * RISE_SHARES[k]), p.y(v)]);
  const edge = (side: number): [number, number][] => at(centreDeg.map((c, k) => c + side * 3 * spreadDeg[k]));
  const area = [...edge(1), ...edge(-1).toReversed()]
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
  const ticks = [];
  for (let v = 5 * Math.floor(lowest / 5); v <= highest + 5; v += 5) ticks.push(v);
  const inside = ticks.filter((v) => p.y(v) >= box.top - 0.1);
  const [, last] = at(rounded.curve ?? []).slice(-2);
  return [
    heading(p, ['heading', 'Lower back'], ['tick', 'belt pitch from set-up, °']),
    ...yAxis(p, inside, String),
    ...xAxis(p, [10, 20, 30, 40, 50, 60], (v) => `${v}`),
    label(box.left + box.width / 2, box.top + box.height + 38, 'hip rise, % of the rep', {
      class: 'tick',
      'text-anchor': 'middle',
    }),
    element('polygon', { points: area, class: 'corridor' }),
    path(at(centreDeg), { class: 'centre' }),
    path(at(clean.curve ?? []), { class: 'clean' }),
    path(at(rounded.curve ?? []), { class: 'bad' }),
    label(p.x(11), box.top + 16, `corridor of ${corridor.reps} warm-up reps`, { class: 't-clean' }),
    label(p.x(11), box.top + 33, `rep ${clean.rep.index}: inside`, { class: 't-clean' }),
    label(
      last[0] - 2,
      last[1] + 20,
      `rep ${rounded.rep.index}: ${rounded.rep.lumbar.severity.toUpperCase()}`,
      {
        class: 't-bad',
        'text-anchor': 'end',
      },
    ),
  ];
};

/** The whole picture. */
export const repsPicture = (draw: RepsToDraw): string => {
  const { film, beltShare, clean, rounded } = draw;
  const reps = [clean.rep, rounded.rep];
  const times = {
    min: clean.rep.liftOffS - 1.2,
    max: (rounded.rep.touchdownS ?? rounded.rep.lockoutS) + 0.5,
  };
  const { bar, hipZ, pelvisPitch, lumbarFlexion } = film.track.channels;
  const plot = (p: Panel, value: (i: number) => number): [number, number][] => {
    const points: [number, number][] = [];
    for (let t = times.min; t <= times.max; t += STEP_S)
      points.push([p.x(t), p.y(value(Math.round(t * FILM_HZ)))]);
    return points;
  };
  const speed = panel({ left: 58, top: 62, width: 470, height: 165 }, times, { min: -1, max: 1 });
  const body = panel({ left: 58, top: 275, width: 470, height: 117 }, times, { min: -10, max: 40 });
  const hipFloor = Math.min(
    ...plot(body, (i) => -hipZ[i]).map((_, k) => hipZ[Math.round((times.min + k * STEP_S) * FILM_HZ)]),
  );
  const seconds: number[] = [];
  for (let s = Math.ceil(times.min); s <= times.max; s += 1) seconds.push(s);
  return svg(
    {
      width: WIDTH,
      height: HEIGHT,
      title:
        'Two simulated deadlifts: bar velocity, belt pitch and hip height over time, and the lower back against the warm-up corridor',
      style: STYLE,
    },
    [
      element('rect', { x: 0.5, y: 0.5, width: WIDTH - 1, height: HEIGHT - 1, rx: 10, class: 'card' }),
      label(
        24,
        28,
        'Simulated. Curves at the left are the truth; marks, means and bands are what Beltline found from one belt sensor.',
        { class: 'tick' },
      ),
      heading(speed, ['heading t-bar', 'Bar velocity'], ['tick', 'm/s, up positive']),
      ...yAxis(speed, [-1, -0.5, 0, 0.5, 1], (v) => v.toFixed(1)),
      ...marks(speed, reps, true),
      ...reps.flatMap((rep) => meanBand(speed, rep)),
      path(
        plot(speed, (i) => (bar[i + 10] - bar[i - 10]) * 0.05 * FILM_HZ),
        { class: 'bar' },
      ),
      heading(
        body,
        ['heading t-pitch', 'Belt pitch'],
        ['tick', '° forward'],
        ['heading t-hip', 'Hip height'],
        ['tick', 'cm above the lowest'],
      ),
      ...yAxis(body, [0, 20, 40], String),
      ...marks(body, reps, false),
      path(
        plot(body, (i) => (pelvisPitch[i] + beltShare * lumbarFlexion[i]) * DEG),
        { class: 'pitch' },
      ),
      path(
        plot(body, (i) => (hipZ[i] - hipFloor) * 100),
        { class: 'hip' },
      ),
      ...xAxis(body, seconds, String),
      label(58 + 235, 275 + 117 + 38, 'session time, s', { class: 'tick', 'text-anchor': 'middle' }),
      ...corridorPanel(draw),
    ],
  );
};
