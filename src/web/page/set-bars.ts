/** The reps of a set as bars of their mean velocity, each with its 95 % band, and the limits of the velocity loss. */
import { css, html, LitElement, type PropertyDeclarations, svg } from 'lit';
import type { SetView } from '../contract.ts';
import { fixed } from './format.ts';
import { shared } from './shared-styles.ts';

const WIDTH = 320;
const HEIGHT = 120;
const BASE = 100;
/** Room at the right for the words of the limits. */
const LABEL = 38;
/** Room for as many reps as sets usually have; more make the bars narrower. */
const USUAL_REPS = 8;

export class SetBars extends LitElement {
  static override properties: PropertyDeclarations = {
    set: { attribute: false },
    limits: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      svg {
        width: 100%;
        height: auto;
        max-height: max(7rem, 24vh);
        display: block;
      }
      .bar {
        fill: var(--accent);
      }
      .bar.amber {
        fill: var(--amber);
      }
      .bar.red {
        fill: var(--red);
      }
      .band {
        stroke: var(--text);
        stroke-width: 2;
      }
      .limit {
        stroke: var(--quiet);
        stroke-width: 1.5;
        stroke-dasharray: 5 4;
      }
      text {
        fill: var(--text);
        font-size: 13px;
        text-anchor: middle;
      }
      .small {
        fill: var(--quiet);
        font-size: 11px;
      }
      .right {
        text-anchor: end;
      }
    `,
  ];
  declare set: SetView | null;
  declare limits: { readonly amber: number; readonly red: number };

  constructor() {
    super();
    this.set = null;
    this.limits = { amber: 15, red: 25 };
  }

  override render() {
    const reps = this.set?.reps ?? [];
    if (reps.length === 0) return html`<p class="quiet">Bars of the set come with its first rep.</p>`;
    const top = 1.15 * Math.max(...reps.map((rep) => rep.meanVelocityMps + rep.velocityErrorMps));
    const y = (mps: number): number => BASE - (BASE - 8) * Math.min(1, Math.max(0, mps) / top);
    const step = (WIDTH - LABEL) / Math.max(USUAL_REPS, reps.length);
    const fastest = Math.max(...reps.map((rep) => rep.meanVelocityMps));
    const limit = (pct: number, below: boolean) => {
      const at = y(fastest * (1 - pct / 100));
      return svg`<line class="limit" x1="0" x2=${WIDTH} y1=${at} y2=${at}></line>
        <text class="small right" x=${WIDTH} y=${at + (below ? 11 : -3)}>−${pct} %</text>`;
    };
    const summary = reps.map((rep) => `rep ${rep.index} ${fixed(rep.meanVelocityMps, 2)}`).join(', ');
    return html`<svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="Mean velocity in metres a second: ${summary}"
    >
      ${reps.map((rep, i) => {
        const x = i * step + step / 2;
        const band = rep.velocityErrorMps;
        return svg`<rect class="bar ${rep.lumbar.severity}" x=${x - step * 0.32} width=${step * 0.64}
            y=${y(rep.meanVelocityMps)} height=${BASE - y(rep.meanVelocityMps)} rx="3"></rect>
          <line class="band" x1=${x} x2=${x} y1=${y(rep.meanVelocityMps - band)} y2=${y(rep.meanVelocityMps + band)}></line>
          <text x=${x} y=${HEIGHT - 5}>${rep.lumbar.severity === 'none' ? rep.index : `${rep.index}!`}</text>`;
      })}
      ${limit(this.limits.amber, false)} ${limit(this.limits.red, true)}
    </svg>`;
  }
}
