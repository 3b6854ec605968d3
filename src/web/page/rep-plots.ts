/** One rep of the last set as curves: speed of the bar, lean of the belt, lower back, with lift-off and lockout marked. */
import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import uPlot from 'uplot';
import { momentsOf, type Rep, type RepMoment } from '../../domain/rep.ts';
import { lumbarLimitsDeg } from '../../signal/lumbar/parameters.ts';
import type { SetTraces, SetView } from '../contract.ts';
import { backWords, fixed } from './format.ts';
import { type Ink, inkOf, onTheme, plotShared, quietAxis, type Values, widthOf } from './plot.ts';
import { shared } from './shared-styles.ts';

const HEIGHT = 130;
const MARK_DASH = [4, 4];
/** Curves that could not be had are asked for again, ms. */
const AGAIN_MS = 3000;
/** The curve does not touch the edge. */
const ROOM = 1.1;

/** A level that must not be passed. */
interface Limit {
  readonly at: number;
  readonly name: string;
  readonly ink: 'amber' | 'red';
}

interface Curve {
  readonly values: Values;
  readonly words: string;
  readonly unit: string;
  readonly ink: 'accent' | 'second' | 'text';
  /** Lowest and highest value that is always in the picture. */
  readonly range: readonly [number, number];
  readonly limits: readonly Limit[];
  /** The names of the marks stand over this curve. */
  readonly named: boolean;
}

const limitsOf = ({ method }: Rep['lumbar']): readonly Limit[] => {
  const { amber, red } = lumbarLimitsDeg(method);
  return [
    { at: amber, name: 'AMBER', ink: 'amber' },
    { at: red, name: 'RED', ink: 'red' },
  ];
};

/** Draws marks and limits over a plot. */
const drawMarks = (plot: uPlot, marks: readonly RepMoment[], { limits, named }: Curve, ink: Ink): void => {
  const { ctx, bbox } = plot;
  const px = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * px}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.lineWidth = 1.5 * px;
  ctx.setLineDash(MARK_DASH.map((dash) => dash * px));
  const line = (x1: number, y1: number, x2: number, y2: number, stroke: string): void => {
    ctx.strokeStyle = stroke;
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  };
  for (const { atS, name } of marks) {
    const x = plot.valToPos(atS, 'x', true);
    line(x, bbox.top, x, bbox.top + bbox.height, ink.text);
    if (!named) continue;
    ctx.fillStyle = ink.text;
    const { width } = ctx.measureText(name);
    const fits = x + 8 * px + width < bbox.left + bbox.width;
    ctx.fillText(name, fits ? x + 4 * px : x - 4 * px - width, bbox.top + 12 * px);
  }
  for (const { at, name, ink: colour } of limits) {
    const y = plot.valToPos(at, 'y', true);
    line(bbox.left, y, bbox.left + bbox.width, y, ink[colour]);
    ctx.fillStyle = ink[colour];
    ctx.fillText(name, bbox.left + 4 * px, y - 3 * px);
  }
  ctx.restore();
};

/** The one to look at first: the gravest, else the last. */
const firstLook = (reps: readonly Rep[]): number =>
  (
    reps.find(({ lumbar }) => lumbar.severity === 'red') ??
    reps.find(({ lumbar }) => lumbar.severity === 'amber') ??
    reps[reps.length - 1]
  )?.index ?? 1;

export class RepPlots extends LitElement {
  static override properties: PropertyDeclarations = {
    token: {},
    lifter: {},
    set: { attribute: false },
    traces: { state: true },
    chosen: { state: true },
  };
  static override styles = [
    shared,
    ...plotShared,
    css`
      :host {
        margin: 1rem 0;
      }
      .reps {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin-bottom: 0.6rem;
      }
      .reps button {
        min-width: 3.2rem;
      }
    `,
  ];
  declare token: string;
  declare lifter: string;
  declare set: SetView | null;
  declare traces: SetTraces | null;
  /** Index of the rep; `null`: the one to look at first. */
  declare chosen: number | null;
  #asked = '';
  #shown = '';
  /** What stands drawn: a state comes twenty times a second, a curve does not change. */
  #drawn = '';
  #again: ReturnType<typeof setTimeout> | undefined;
  #plots: uPlot[] = [];
  #watch: ResizeObserver | null = null;
  #forgetTheme: (() => void) | null = null;

  constructor() {
    super();
    this.token = '';
    this.lifter = '';
    this.set = null;
    this.traces = null;
    this.chosen = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new ResizeObserver(() => {
      for (const plot of this.#plots) plot.setSize({ width: widthOf(this), height: HEIGHT });
    });
    this.#watch.observe(this);
    this.#forgetTheme = onTheme(() => {
      this.#drawn = '';
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#forgetTheme?.();
    clearTimeout(this.#again);
    this.#clear();
  }

  #clear(): void {
    for (const plot of this.#plots) plot.destroy();
    this.#plots = [];
    this.#drawn = '';
  }

  /** Curves come by themselves only when a rep was added: they are too much for every message. */
  override willUpdate(): void {
    const { set, lifter } = this;
    const wanted = set === null ? '' : JSON.stringify([lifter, set.index, set.reps.length]);
    if (wanted === this.#asked) return;
    const shown = JSON.stringify([lifter, set?.index]);
    if (shown !== this.#shown) {
      this.chosen = null;
      this.traces = null;
    }
    this.#shown = shown;
    this.#asked = wanted;
    if (wanted !== '') void this.#load(wanted);
  }

  /** @param wanted whose set, with how many reps: an answer that comes when something else is wanted is of no use */
  async #load(wanted: string): Promise<void> {
    let found: SetTraces | null = null;
    try {
      const response = await fetch(`/api/traces?lifter=${encodeURIComponent(this.lifter)}`, {
        headers: { authorization: `Bearer ${this.token}` },
      });
      found = response.ok ? await response.json() : null;
    } catch {
      // The numbers are there without the curves.
    }
    if (wanted !== this.#asked) return;
    this.traces = found;
    if (found === null) this.#again = setTimeout(() => void this.#load(wanted), AGAIN_MS);
  }

  #curves(rep: Rep, trace: SetTraces['reps'][number]['trace']): readonly Curve[] {
    const judged = trace.excursionDeg.some((value) => value !== null);
    const peak = `peak ${fixed(rep.peakVelocityMps, 2)}, mean ${fixed(rep.meanVelocityMps, 2)} m/s`;
    const plain = { limits: [], named: false };
    return [
      {
        ...plain,
        values: trace.velocityMps,
        words: `Bar speed: ${peak}, estimated`,
        unit: 'm/s',
        ink: 'accent',
        range: [-0.5, 1],
        named: true,
      },
      {
        ...plain,
        values: trace.pitchDeg,
        words: 'Lean of the belt from standing',
        unit: '°',
        ink: 'second',
        range: [-5, 40],
      },
      {
        values: trace.excursionDeg,
        words: judged
          ? `Lower back: ${backWords(rep)}`
          : 'Lower back: no reference yet for this rep, so no curve',
        unit: '°',
        ink: 'text',
        range: [-5, limitsOf(rep.lumbar)[1].at + 2],
        limits: limitsOf(rep.lumbar),
        named: false,
      },
    ];
  }

  #chosenRep(): { readonly rep: Rep; readonly trace: SetTraces['reps'][number]['trace'] } | null {
    const reps = this.set?.reps ?? [];
    const index = this.chosen ?? firstLook(reps);
    const rep = reps.find((one) => one.index === index);
    const found = this.traces?.reps.find((one) => one.index === index);
    if (rep === undefined || found === undefined || this.traces?.set !== this.set?.index) return null;
    return { rep, trace: found.trace };
  }

  #draw(rep: Rep, curve: Curve, times: readonly number[], target: HTMLElement): void {
    const ink = inkOf(this);
    const [least, most] = curve.range;
    const marks = momentsOf(rep);
    this.#plots.push(
      new uPlot(
        {
          width: widthOf(this),
          height: HEIGHT,
          legend: { show: false },
          cursor: { drag: { x: false, y: false } },
          padding: [10, 8, 0, 0],
          scales: {
            x: { time: false },
            y: {
              range: (_, min, max) => [Math.min(least, ROOM * (min ?? 0)), Math.max(most, ROOM * (max ?? 0))],
            },
          },
          axes: [
            { ...quietAxis(ink), size: 26, values: (_, splits) => splits.map((s) => `${s} s`) },
            { ...quietAxis(ink), size: 44 },
          ],
          series: [{}, { stroke: ink[curve.ink], width: 2.5, points: { show: false } }],
          hooks: { draw: [(plot) => drawMarks(plot, marks, curve, ink)] },
        },
        [[...times], [...curve.values]],
        target,
      ),
    );
  }

  override updated(): void {
    const found = this.#chosenRep();
    const wanted = found === null ? '' : `${this.#shown} ${found.rep.index} ${found.trace.startS}`;
    if (wanted !== '' && wanted === this.#drawn) return;
    this.#clear();
    if (found === null) return;
    this.#drawn = wanted;
    const { rep, trace } = found;
    const times = trace.pitchDeg.map((_, i) => trace.startS + i * trace.stepS - rep.liftOffS);
    const targets = [...this.renderRoot.querySelectorAll('.plot')];
    this.#curves(rep, trace).forEach((curve, i) => {
      const target = targets[i];
      if (target instanceof HTMLElement) this.#draw(rep, curve, times, target);
    });
  }

  override render() {
    const reps = this.set?.reps ?? [];
    if (reps.length === 0) return nothing;
    const found = this.#chosenRep();
    const index = this.chosen ?? firstLook(reps);
    return html`<h2>Rep ${index}, curve by curve</h2>
      <div class="reps" role="group" aria-label="Which rep">
        ${reps.map(
          ({ index: one, lumbar }) =>
            html`<button
              aria-pressed=${one === index ? 'true' : 'false'}
              aria-label="Rep ${one}${lumbar.severity === 'none' ? '' : `, lower back ${lumbar.severity}`}"
              @click=${() => (this.chosen = one)}
            >
              ${one}${lumbar.severity === 'none' ? '' : '!'}
            </button>`,
        )}
      </div>
      ${
        found === null
          ? html`<p class="quiet">Its curves are not here.</p>`
          : this.#curves(found.rep, found.trace).map(
              ({ words }) =>
                html`<figure>
                  <figcaption>${words}</figcaption>
                  <div class="plot" aria-hidden="true"></div>
                </figure>`,
            )
      }`;
  }
}
