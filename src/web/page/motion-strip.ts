/** How the lifter moves right now: bar speed and lean of the last seconds, as the samples come. */
import { css, html, LitElement } from 'lit';
import uPlot from 'uplot';
import type { MotionPoint } from '../contract.ts';
import { type Ink, inkOf, onTheme, plotShared, quietAxis, widthOf } from './plot.ts';
import { shared } from './shared-styles.ts';

/** What is seen of the past, s. */
const WINDOW_S = 8;
/** Low on a phone, where there are things to be read from three metres. */
const heightAt = (width: number): number => (width < 450 ? 90 : 180);
/** Nothing for so long is a gap in the line, s. */
const GAP_S = 0.5;
/** Who wants less motion gets a new picture this often, ms. */
const CALM_MS = 1000;

/** Scales that hold for nearly every lift, so that the picture does not jump; they give way where one goes beyond. */
const range =
  (usualMin: number, usualMax: number): uPlot.Range.Function =>
  (_, min, max) => [Math.min(usualMin, min ?? usualMin), Math.max(usualMax, max ?? usualMax)];

const plotOptions = (ink: Ink, width: number): uPlot.Options => ({
  width,
  height: heightAt(width),
  legend: { show: false },
  cursor: { show: false },
  padding: [6, 0, 6, 0],
  scales: { x: { time: false }, mps: { range: range(-0.8, 1.2) }, deg: { range: range(-40, 60) } },
  axes: [
    { show: false },
    { ...quietAxis(ink), scale: 'mps', size: 40, splits: [-0.5, 0, 0.5, 1] },
    {
      ...quietAxis(ink),
      scale: 'deg',
      side: 1,
      size: 40,
      splits: [0, 50],
      values: (_, splits) => splits.map((deg) => `${deg}°`),
      grid: { show: false },
    },
  ],
  series: [
    {},
    { scale: 'mps', stroke: ink.accent, width: 2, points: { show: false } },
    { scale: 'deg', stroke: ink.second, width: 2, dash: [6, 4], points: { show: false } },
  ],
});

export class MotionStrip extends LitElement {
  static override styles = [
    shared,
    ...plotShared,
    css`
      :host {
        margin-top: 0.6rem;
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
        font-size: 0.85rem;
      }
    `,
  ];
  readonly #times: number[] = [];
  readonly #velocities: (number | null)[] = [];
  readonly #pitches: (number | null)[] = [];
  #plot: uPlot | null = null;
  #frame = 0;
  #drawnMs = 0;
  #calm: ReturnType<typeof setTimeout> | undefined;
  #watch: ResizeObserver | null = null;
  #forgetTheme: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#calm);
    this.#frame = 0;
    this.#watch?.disconnect();
    this.#forgetTheme?.();
    this.#plot?.destroy();
    this.#plot = null;
  }

  override firstUpdated(): void {
    this.#make();
    this.#watch = new ResizeObserver(() => {
      const width = widthOf(this);
      this.#plot?.setSize({ width, height: heightAt(width) });
    });
    this.#watch.observe(this);
    this.#forgetTheme = onTheme(() => this.#make());
  }

  /** Takes what came, and draws it with the next frame. */
  push(points: readonly MotionPoint[]): void {
    for (const [atS, pitchDeg, velocityMps] of points) this.#add(atS, pitchDeg, velocityMps);
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Another lifter, or nobody who is watched: what was is not what is. */
  clear(): void {
    this.#forget();
    this.#plot?.setData([[], [], []]);
  }

  #forget(): void {
    for (const values of [this.#times, this.#velocities, this.#pitches]) values.length = 0;
  }

  #add(atS: number, pitchDeg: number | null, velocityMps: number): void {
    const last = this.#times[this.#times.length - 1] ?? atS;
    if (atS < last) this.#forget();
    if (atS - last > GAP_S) this.#put((atS + last) / 2, null, null);
    this.#put(atS, pitchDeg, velocityMps);
    let old = 0;
    while (this.#times[old] < atS - WINDOW_S) old += 1;
    for (const values of [this.#times, this.#velocities, this.#pitches]) values.splice(0, old);
  }

  #put(atS: number, pitchDeg: number | null, velocityMps: number | null): void {
    this.#times.push(atS);
    this.#pitches.push(pitchDeg);
    this.#velocities.push(velocityMps);
  }

  #make(): void {
    const target = this.renderRoot.querySelector('.plot');
    if (!(target instanceof HTMLElement)) return;
    this.#plot?.destroy();
    this.#plot = new uPlot(plotOptions(inkOf(this), widthOf(this)), [[], [], []], target);
  }

  #draw(): void {
    this.#frame = 0;
    const newest = this.#times[this.#times.length - 1];
    if (this.#plot === null || newest === undefined) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const waitMs = this.#drawnMs + CALM_MS - performance.now();
      if (waitMs > 0) {
        clearTimeout(this.#calm);
        this.#calm = setTimeout(() => this.#draw(), waitMs);
        return;
      }
      this.#drawnMs = performance.now();
    }
    this.#plot.setData([this.#times, this.#velocities, this.#pitches], false);
    this.#plot.setScale('x', { min: newest - WINDOW_S, max: newest });
    // For whoever measures how long it took from the belt to here.
    this.dispatchEvent(new CustomEvent('drawn', { detail: newest, bubbles: true, composed: true }));
  }

  override render() {
    return html`<figure>
      <figcaption>
        <span class="line">bar, m/s, estimated</span><span class="line second">lean of the belt</span>
      </figcaption>
      <div class="plot" role="img" aria-label="Bar speed and lean of the belt in the last seconds"></div>
    </figure>`;
  }
}
