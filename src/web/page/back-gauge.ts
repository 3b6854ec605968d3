/** What the lower back did in the last rep, on a scale; proxy and measured are always told apart. */
import { css, html, LitElement, nothing, type PropertyDeclarations, svg } from 'lit';
import type { Rep } from '../../domain/rep.ts';
import { signed } from './format.ts';
import { shared } from './shared-styles.ts';

const LEAST = -5;
const MOST = 15;
const share = (deg: number): number => (Math.min(MOST, Math.max(LEAST, deg)) - LEAST) / (MOST - LEAST);

const METHODS = {
  proxy: 'one sensor, against your own good reps',
  measured: 'two sensors',
} as const;

export class BackGauge extends LitElement {
  static override properties: PropertyDeclarations = { lumbar: { attribute: false } };
  static override styles = [
    shared,
    css`
      small {
        display: block;
        font-weight: 400;
      }
      .value {
        font-size: clamp(1.8rem, 9vw, 3.4rem);
        font-weight: 700;
        line-height: 1.1;
      }
      .amber::before {
        content: '▲ ';
      }
      .red::before {
        content: '■ ';
      }
      .red {
        color: var(--red-text);
      }
      svg {
        width: 100%;
        height: 28px;
        display: block;
      }
      .track {
        fill: var(--panel);
        stroke: var(--line);
      }
      .zero {
        stroke: var(--quiet);
        stroke-width: 2;
      }
      .mark {
        fill: var(--text);
      }
    `,
  ];
  declare lumbar: Rep['lumbar'] | null;

  constructor() {
    super();
    this.lumbar = null;
  }

  override render() {
    const { lumbar } = this;
    const deg = lumbar?.excursionDeg ?? null;
    return html`<h2>
        Lower back${lumbar === null ? nothing : `, ${lumbar.method}`}
        ${lumbar === null ? nothing : html`<small>${METHODS[lumbar.method]}</small>`}
      </h2>
      ${
        lumbar === null || deg === null
          ? html`<p class="quiet">
              ${lumbar === null ? 'Comes with the first rep.' : 'No verdict yet: the first reps are the reference.'}
            </p>`
          : html`<div class="value ${lumbar.severity}">
                ${signed(deg)}${lumbar.severity === 'none' ? '' : ` ${lumbar.severity.toUpperCase()}`}
              </div>
              <svg
                viewBox="0 0 300 28"
                preserveAspectRatio="none"
                role="img"
                aria-label="${lumbar.method} ${signed(deg)} on a scale from ${LEAST} to ${MOST} degrees"
              >
                ${svg`<rect class="track" x="1" y="8" width="298" height="12" rx="6"></rect>
                  <line class="zero" x1=${300 * share(0)} x2=${300 * share(0)} y1="2" y2="26"></line>
                  <rect class="mark" x=${Math.min(292, 300 * share(deg) - 4)} y="3" width="8" height="22" rx="3"></rect>`}
              </svg>`
      }`;
  }
}
