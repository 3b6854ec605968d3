/** What the lifter changes between sets: lift, load, who lifts; end of the set, mute, a buzz to feel. */
import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import type { LifterView, PageCommand } from '../contract.ts';
import { KG_PER_LB, liftWords, type MassUnit } from './format.ts';
import { shared } from './shared-styles.ts';

/** The smallest pair of plates there usually is. */
const STEP: Readonly<Record<MassUnit, number>> = { kg: 2.5, lb: 5 };
const MOST_KG = 600;
/** A load that was tapped is shown for so long, ms; by then the session has taken it, or not. */
const WISH_MS = 1500;

export class LiftControls extends LitElement {
  static override properties: PropertyDeclarations = {
    lifter: { attribute: false },
    athletes: { attribute: false },
    exercises: { attribute: false },
    unit: {},
    disabled: { type: Boolean },
    open: { state: true },
  };
  static override styles = [
    shared,
    css`
      fieldset {
        border: 0;
        padding: 0;
        margin: 0;
        min-width: 0;
      }
      .grid {
        display: grid;
        gap: 0.6rem;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
      }
      .load {
        display: grid;
        grid-template-columns: auto minmax(4.2rem, 1fr) auto auto auto;
        max-width: 40rem;
        gap: 0.4rem;
      }
      .load button {
        padding-inline: clamp(0.45rem, 2.4vw, 0.9rem);
      }
      .more {
        margin-top: 0.6rem;
      }
      .load input {
        width: 100%;
        min-width: 0;
        text-align: center;
        font-size: 1.2rem;
        padding-inline: 0.2rem;
      }
      label {
        display: grid;
        gap: 0.2rem;
        color: var(--quiet);
        font-size: 0.9rem;
      }
      select {
        width: 100%;
      }
    `,
  ];
  declare lifter: LifterView | null;
  declare athletes: readonly string[];
  declare exercises: readonly string[];
  declare unit: MassUnit;
  declare disabled: boolean;
  /** More is shown than is needed between two sets. */
  declare open: boolean;
  #wishedKg: number | null = null;
  #wishing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.lifter = null;
    this.athletes = [];
    this.exercises = [];
    this.unit = 'kg';
    this.disabled = false;
    this.open = false;
  }

  #tell(command: PageCommand): void {
    this.dispatchEvent(new CustomEvent<PageCommand>('command', { detail: command }));
  }

  #perUnit(): number {
    return this.unit === 'kg' ? 1 : KG_PER_LB;
  }

  #load(value: number): void {
    const loadKg = Math.min(MOST_KG, Math.max(0, value * this.#perUnit()));
    // Half a gram of rounding is nobody's plate.
    this.#wishedKg = Number(loadKg.toFixed(3));
    this.#tell({ type: 'load', loadKg: this.#wishedKg });
    clearTimeout(this.#wishing);
    this.#wishing = setTimeout(() => this.#settle(), WISH_MS);
    this.requestUpdate();
  }

  /** What was wished has come, or will not come any more: what holds is shown. */
  #settle(): void {
    this.#wishedKg = null;
    this.requestUpdate();
  }

  /** In the unit of the page, as exact as it was said. Two quick taps are two steps, before the first was answered. */
  #value(): number {
    return (this.#wishedKg ?? this.lifter?.loadKg ?? 0) / this.#perUnit();
  }

  #typed(event: Event): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    if (target.value === '') return this.#tell({ type: 'load', loadKg: null });
    if (Number.isFinite(target.valueAsNumber)) this.#load(target.valueAsNumber);
    return undefined;
  }

  #chosen(event: Event, as: 'exercise' | 'athlete'): void {
    const { target } = event;
    if (!(target instanceof HTMLSelectElement)) return;
    const { lifter } = this;
    const exercise = this.exercises.find((name) => name === target.value);
    if (as === 'athlete') this.#tell({ type: 'athlete', athlete: target.value });
    else if (exercise !== undefined && lifter !== null)
      this.dispatchEvent(new CustomEvent('exercise', { detail: exercise }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#wishing);
  }

  override render() {
    const { lifter, unit } = this;
    if (lifter === null) return nothing;
    const none = lifter.loadKg === null && this.#wishedKg === null;
    const load = none ? '' : String(Number(this.#value().toFixed(2)));
    const step = STEP[unit];
    return html`<fieldset ?disabled=${this.disabled}>
      <div class="load">
        <button @click=${() => this.#load(this.#value() - step)} aria-label="${step} ${unit} less">−</button>
        <input
          type="number"
          inputmode="decimal"
          min="0"
          step="any"
          max=${Math.floor(MOST_KG / this.#perUnit())}
          .value=${live(load)}
          placeholder=${unit}
          aria-label="Load in ${unit}"
          @change=${(event: Event) => this.#typed(event)}
        />
        <button @click=${() => this.#load(this.#value() + step)} aria-label="${step} ${unit} more">+</button>
        <button
          ?disabled=${lifter.set === null || lifter.set.closed}
          @click=${() => this.#tell({ type: 'end-set' })}
        >
          End set
        </button>
        <button
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-label="More controls"
          @click=${() => (this.open = !this.open)}
        >
          ⋯
        </button>
      </div>
      ${this.open ? this.#more(lifter) : nothing}
    </fieldset>`;
  }

  /** What is seldom needed. */
  #more(lifter: LifterView) {
    const { unit } = this;
    return html`<div class="grid more">
      <label
        >Lift
        <select
          aria-label="Lift"
          .value=${lifter.exercise}
          @change=${(event: Event) => this.#chosen(event, 'exercise')}
        >
          ${this.exercises.map((name) => html`<option value=${name} ?selected=${name === lifter.exercise}>${liftWords(name)}</option>`)}
        </select>
      </label>
      ${
        this.athletes.length < 2
          ? nothing
          : html`<label
              >Lifter
              <select
                aria-label="Lifter"
                .value=${lifter.athlete}
                @change=${(event: Event) => this.#chosen(event, 'athlete')}
              >
                ${this.athletes.map((name) => html`<option value=${name} ?selected=${name === lifter.athlete}>${name}</option>`)}
              </select>
            </label>`
      }
      <button
        aria-pressed=${lifter.muted ? 'true' : 'false'}
        @click=${() => this.#tell({ type: 'mute', mute: !lifter.muted })}
      >
        ${lifter.muted ? 'Muted' : 'Mute'}
      </button>
      <button @click=${() => this.#tell({ type: 'buzz' })}>Test the buzz</button>
      <button @click=${() => this.dispatchEvent(new Event('unit'))}>
        Show ${unit === 'kg' ? 'pounds' : 'kilograms'}
      </button>
    </div>`;
  }
}
