/** Velocity by load, volume, and the worst of the back, day by day, drawn by uPlot. */
import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import uPlot from 'uplot';
import type { TrendPoint } from '../../domain/record.ts';
import { KG_PER_LB, type MassUnit } from './format.ts';
import { inkOf, onTheme, plotShared, quietAxis, widthOf } from './plot.ts';
import { shared } from './shared-styles.ts';

/** Lines that can be told apart, by dash and mark too; loads beyond that are grouped. */
const LINES: readonly { readonly stroke: string; readonly dash: number[] }[] = [
  { stroke: '#6cb6ff', dash: [] },
  { stroke: '#ffb454', dash: [8, 4] },
  { stroke: '#9be29b', dash: [2, 3] },
  { stroke: '#e59cff', dash: [10, 3, 2, 3] },
];
/** Sets of which nobody said what was on the bar. */
const NO_LOAD = { stroke: '#93a3b8', dash: [1, 5] };
/** Lines join the points of a band, so that dash and colour both tell which it is. */
const look = (stroke: string) => ({
  width: 1.5,
  spanGaps: true,
  points: { show: true, size: 8, fill: stroke },
});
const HEIGHT = 220;
/** Empty room at both ends, s: a single day is a point in a week. */
const MARGIN_S = 3 * 86_400;

type Values = (number | null)[];

const timeOf = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 1000;

/** Loads in as many bands of equal width as there are lines, in round steps. */
const bandsOf = (
  loads: readonly number[],
  step: number,
): { readonly from: number; readonly to: number }[] => {
  const [least, most] = [Math.min(...loads), Math.max(...loads)];
  const start = Math.floor(least / step) * step;
  // The heaviest load lies within the last band, not on its edge.
  const width = step * Math.max(1, Math.ceil((most - start + 1) / LINES.length / step));
  return LINES.map((_, i) => ({ from: start + i * width, to: start + (i + 1) * width })).filter(
    ({ from }) => from <= most,
  );
};

const figure = (name: string, words: string) =>
  html`<figure>
    <figcaption>${words}</figcaption>
    <div class="plot ${name}" aria-hidden="true"></div>
  </figure>`;

export class TrendChart extends LitElement {
  static override properties: PropertyDeclarations = { points: { attribute: false }, unit: {} };
  static override styles = [
    shared,
    ...plotShared,
    css`
      .plot {
        margin-bottom: 1rem;
      }
    `,
  ];
  declare points: readonly TrendPoint[];
  declare unit: MassUnit;
  #plots: uPlot[] = [];
  #watch: ResizeObserver | null = null;
  #forgetTheme: (() => void) | null = null;

  constructor() {
    super();
    this.points = [];
    this.unit = 'kg';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetTheme = onTheme(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#forgetTheme?.();
    this.#clear();
  }

  #clear(): void {
    for (const plot of this.#plots) plot.destroy();
    this.#plots = [];
  }

  #draw(
    where: string,
    days: readonly number[],
    series: uPlot.Series[],
    data: readonly Values[],
    unit: string,
    fromZero = false,
  ): void {
    const target = this.renderRoot.querySelector(where);
    if (!(target instanceof HTMLElement)) return;
    const axis = quietAxis(inkOf(this));
    const plot = new uPlot(
      {
        width: widthOf(target),
        height: HEIGHT,
        scales: {
          x: { time: true },
          ...(fromZero ? { y: { range: (_, __, most) => [0, 1.05 * most] } } : {}),
        },
        series: [{}, ...series],
        axes: [axis, { ...axis, label: unit, labelSize: 20, size: 56 }],
        cursor: { drag: { x: false, y: false } },
        legend: { live: false },
      },
      [
        [days[0] - MARGIN_S, ...days, days[days.length - 1] + MARGIN_S],
        ...data.map((values) => [null, ...values, null]),
      ],
      target,
    );
    this.#plots.push(plot);
  }

  #velocity(days: readonly number[]): void {
    const perUnit = this.unit === 'kg' ? 1 : KG_PER_LB;
    const loads = this.points.flatMap(({ loadKg }) => (loadKg === null ? [] : [loadKg / perUnit]));
    const bands = loads.length === 0 ? [] : bandsOf(loads, this.unit === 'kg' ? 10 : 20);
    const valuesIn = (from: number, to: number): Values =>
      days.map((time) => {
        const mine = this.points.filter(
          ({ day, loadKg }) =>
            timeOf(day) === time && loadKg !== null && loadKg / perUnit >= from && loadKg / perUnit < to,
        );
        return mine.length === 0 ? null : Math.max(...mine.map((one) => one.bestVelocityMps));
      });
    const series = bands.map(({ from, to }, i) => ({
      label: `${from}–${to} ${this.unit}`,
      ...LINES[i],
      ...look(LINES[i].stroke),
    }));
    const values = bands.map(({ from, to }) => valuesIn(from, to));
    if (this.points.some(({ loadKg }) => loadKg === null)) {
      series.push({ label: 'load not said', ...NO_LOAD, ...look(NO_LOAD.stroke) });
      values.push(
        this.#sum(
          days,
          ({ loadKg, bestVelocityMps }) => (loadKg === null ? bestVelocityMps : null),
          (all) => Math.max(...all),
        ),
      );
    }
    this.#draw('.velocity', days, series, values, 'm/s');
  }

  #sum(
    days: readonly number[],
    of: (point: TrendPoint) => number | null,
    fold: (values: number[]) => number,
  ): Values {
    return days.map((time) => {
      const values = this.points.filter(({ day }) => timeOf(day) === time).flatMap((one) => of(one) ?? []);
      return values.length === 0 ? null : fold(values);
    });
  }

  override updated(): void {
    this.#clear();
    const days = [...new Set(this.points.map(({ day }) => timeOf(day)))].toSorted((a, b) => a - b);
    if (days.length === 0) return;
    this.#velocity(days);
    const perUnit = this.unit === 'kg' ? 1 : KG_PER_LB;
    const volume = this.#sum(
      days,
      ({ volumeKg }) => volumeKg,
      (all) => all.reduce((a, b) => a + b, 0) / perUnit,
    );
    const bars = uPlot.paths.bars?.({ size: [0.6, 24] });
    this.#draw(
      '.volume',
      days,
      [
        {
          label: 'volume',
          fill: LINES[0].stroke,
          stroke: LINES[0].stroke,
          ...(bars === undefined ? {} : { paths: bars }),
        },
      ],
      [volume],
      this.unit,
      true,
    );
    const worst = (of: (point: TrendPoint) => number | null): Values =>
      this.#sum(days, of, (all) => Math.max(...all));
    this.#draw(
      '.back',
      days,
      [
        { label: 'proxy', ...LINES[0], width: 0, points: { show: true, size: 7 } },
        { label: 'measured', ...LINES[1], width: 0, points: { show: true, size: 7 } },
      ],
      [worst(({ worstProxyDeg }) => worstProxyDeg), worst(({ worstMeasuredDeg }) => worstMeasuredDeg)],
      'degrees',
    );
    this.#watch ??= new ResizeObserver(() => {
      for (const plot of this.#plots) plot.setSize({ width: widthOf(this), height: HEIGHT });
    });
    this.#watch.observe(this);
  }

  override render() {
    const known = (of: (point: TrendPoint) => unknown): boolean =>
      this.points.some((one) => of(one) !== null);
    const back = known(({ worstProxyDeg }) => worstProxyDeg) || known((one) => one.worstMeasuredDeg);
    return html`${figure('velocity', 'Best mean velocity of the day. Loads within a band differ from day to day: the table has each.')}
    ${known(({ volumeKg }) => volumeKg) ? figure('volume', 'Volume of the day') : html`<p class="quiet">No volume: nobody said what was on the bar.</p>`}
    ${back ? figure('back', 'Largest excursion of the lower back, proxy and measured apart') : nothing}`;
  }
}
