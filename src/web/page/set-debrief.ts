/** A finished set, rep by rep: what was how fast, and what went first, the back or the speed? */
import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import type { Rep } from '../../domain/rep.ts';
import type { SetView } from '../contract.ts';
import { FLAG_WORDS } from '../../domain/words.ts';
import { backWords, count, firstToGo, fixed, liftWords, mass, type MassUnit } from './format.ts';
import { shared } from './shared-styles.ts';

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What should be known about these reps, each thing once. */
export const notesOf = (reps: readonly Rep[]): string =>
  [...new Set(reps.flatMap(({ flags }) => flags))].map((flag) => sentence(FLAG_WORDS[flag])).join(' ');

export class SetDebrief extends LitElement {
  static override properties: PropertyDeclarations = {
    set: { attribute: false },
    limits: { attribute: false },
    unit: {},
    notes: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      .figures td {
        border-bottom: 0;
        font-size: 1.15rem;
        padding-bottom: 0;
      }
      td.words {
        color: var(--quiet);
      }
      strong {
        color: var(--text);
      }
    `,
  ];
  declare set: SetView | null;
  declare limits: { readonly amber: number; readonly red: number };
  declare unit: MassUnit;
  /** Say what should be known about the reps; default true. */
  declare notes: boolean;

  constructor() {
    super();
    this.set = null;
    this.limits = { amber: 15, red: 25 };
    this.unit = 'kg';
    this.notes = true;
  }

  #first(rep: Rep) {
    const first = firstToGo(rep);
    return first === null ? '' : html`; went first: <strong>${first}</strong>`;
  }

  override render() {
    const { set } = this;
    if (set === null) return html`<p class="quiet">The last set is told here once there is one.</p>`;
    return html`<h2>
        Set ${set.index}: ${liftWords(set.exercise)}, ${mass(set.loadKg, this.unit)},
        ${count(set.reps.length, 'rep')}, speed loss ${fixed(set.velocityLossPct, 0)} %
      </h2>
      <set-bars .set=${set} .limits=${this.limits}></set-bars>
      <div class="scroll" tabindex="0" role="region" aria-label="Reps of the set">
        <table>
          <thead>
            <tr>
              <th scope="col">rep</th>
              <th scope="col">mean ± band, m/s</th>
              <th scope="col">peak</th>
              <th scope="col">loss</th>
            </tr>
          </thead>
          <tbody>
            ${set.reps.map(
              (rep) =>
                html`<tr class="figures">
                    <td>${rep.index}</td>
                    <td>${fixed(rep.meanVelocityMps, 2)} ± ${fixed(rep.velocityErrorMps, 2)}</td>
                    <td>${fixed(rep.peakVelocityMps, 2)}</td>
                    <td>${fixed(rep.velocityLossPct, 0)} %</td>
                  </tr>
                  <tr>
                    <td colspan="4" class="words">
                      lower back: ${backWords(rep)}${rep.hipsFirst ? ', hips first' : ''}${this.#first(rep)}
                    </td>
                  </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.notes ? html`<p class="quiet">${notesOf(set.reps)}</p>` : ''}`;
  }
}
