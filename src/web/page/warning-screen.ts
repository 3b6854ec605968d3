/** A warning that nobody can miss: the whole screen, a word, a shape. It goes by itself, or at a tap. */
import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { WarningView } from '../contract.ts';
import { shared } from './shared-styles.ts';

const SHORT: Readonly<Record<WarningView['kind'], string>> = {
  lumbar: 'BACK',
  'hips-first': 'HIPS FIRST',
  asymmetry: 'ONE SIDE',
  'speed-drop': 'SLOW',
  'velocity-loss': 'SET LIMIT',
  'not-monitoring': 'NOT MONITORING',
  'monitoring-again': 'MONITORING AGAIN',
  rule: 'RULE',
};

/** A word of so many letters takes the whole width of a phone. */
const LONG = /\S{8,}/;

/** What the large words do not say already. */
const furtherWords = (text: string, short: string): string => {
  const said = short.toLowerCase();
  return text.toLowerCase().startsWith(said) ? text.slice(said.length).replace(/^:\s*/, '') : text;
};

/** Long enough to be read from the bar, short enough not to hide the next rep, ms. */
const SHOWN_MS = { none: 1200, amber: 2200, red: 3000 } as const;

export class WarningScreen extends LitElement {
  static override properties: PropertyDeclarations = { warning: { attribute: false } };
  static override styles = [
    shared,
    css`
      button {
        position: fixed;
        inset: 0;
        z-index: 10;
        width: 100vw;
        height: 100dvh;
        border: 0;
        border-radius: 0;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 2vh;
        text-align: center;
        background: var(--panel);
        color: var(--text);
      }
      .amber {
        background: var(--amber);
        color: var(--on-amber);
      }
      .red {
        background: var(--red);
        color: var(--on-red);
        animation: flash 0.5s steps(2, jump-none) 3;
      }
      @keyframes flash {
        50% {
          filter: brightness(1.6);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .red {
          animation: none;
        }
      }
      .shape {
        font-size: 22vmin;
        line-height: 1;
      }
      .short {
        font-size: clamp(3rem, 19vw, 12rem);
        font-weight: 800;
        line-height: 1;
      }
      /* MONITORING must not be broken: a word in pieces is not read from three metres. */
      .short.long {
        font-size: clamp(2rem, 13vw, 9rem);
      }
      .text {
        font-size: clamp(1.3rem, 6vw, 2.6rem);
      }
    `,
  ];
  declare warning: WarningView | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.warning = null;
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('warning') || this.warning === null) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.dismiss(), SHOWN_MS[this.warning.severity]);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.warning = null;
    this.dispatchEvent(new Event('dismissed'));
  }

  override render() {
    const { warning } = this;
    if (warning === null) return nothing;
    const short = SHORT[warning.kind];
    const shape = warning.severity === 'red' ? '■' : warning.severity === 'amber' ? '▲' : '●';
    return html`<button class=${warning.severity} @click=${() => this.dismiss()}>
      <span class="shape" aria-hidden="true">${shape}</span>
      <span class="short ${LONG.test(short) ? 'long' : ''}">${short}</span>
      <span class="text">${furtherWords(warning.text, short)}</span>
      <span class="unseen">Tap to close.</span>
    </button>`;
  }
}
