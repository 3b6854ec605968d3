/** Earlier training from the local store: sessions, and how a lift goes over months. Every chart has its table. */
import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { SessionDetail, SessionListItem, Trends } from '../contract.ts';
import type { TrendPoint } from '../../domain/record.ts';
import { count, day, fixed, liftWords, mass, type MassUnit, moment } from './format.ts';
import { notesOf } from './set-debrief.ts';
import { shared } from './shared-styles.ts';

interface Lift {
  readonly athlete: string;
  readonly name: string;
  readonly exercise: string;
}

/** Rows of the table beside the charts; the newest are what is looked for. */
const ROWS = 30;

/** A session that is not over is not to be taken for a whole one. */
const endWords = ({ ended, running }: SessionListItem): string =>
  running ? ', running' : ended ? '' : ', not ended';

export class TrainingHistory extends LitElement {
  static override properties: PropertyDeclarations = {
    token: {},
    unit: {},
    sessions: { state: true },
    lifts: { state: true },
    lift: { state: true },
    trends: { state: true },
    detail: { state: true },
    problem: { state: true },
  };
  static override styles = [
    shared,
    css`
      section {
        margin-bottom: 1.5rem;
      }
      ul {
        list-style: none;
        padding: 0;
        margin: 0;
        display: grid;
        gap: 0.4rem;
      }
      li button {
        width: 100%;
        text-align: left;
        font-weight: 400;
      }
      select {
        width: 100%;
        margin-bottom: 0.8rem;
      }
      summary {
        cursor: pointer;
        padding: 0.6rem 0;
      }
    `,
  ];
  declare token: string;
  declare unit: MassUnit;
  declare sessions: readonly SessionListItem[] | null;
  declare lifts: readonly Lift[];
  declare lift: number;
  declare trends: Trends | null;
  declare detail: SessionDetail | null;
  declare problem: string;

  constructor() {
    super();
    this.token = '';
    this.unit = 'kg';
    this.sessions = null;
    this.lifts = [];
    this.lift = 0;
    this.trends = null;
    this.detail = null;
    this.problem = '';
  }

  async #get<T>(path: string): Promise<T | null> {
    try {
      const response = await fetch(path, { headers: { authorization: `Bearer ${this.token}` } });
      if (!response.ok)
        throw new Error(response.status === 404 ? 'It is not there.' : `Answer ${response.status}.`);
      this.problem = '';
      return await response.json();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : 'It could not be read.';
      return null;
    }
  }

  readonly #onBack = ({ state }: PopStateEvent): void => {
    const session: unknown = state?.session;
    if (typeof session === 'string') void this.#show(session);
    else this.detail = null;
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onBack);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onBack);
    void this.#load();
  }

  async #load(): Promise<void> {
    this.sessions = await this.#get('/api/sessions');
    this.lifts = (await this.#get<readonly Lift[]>('/api/lifts')) ?? [];
    await this.#choose(0);
  }

  async #choose(lift: number): Promise<void> {
    this.lift = lift;
    const chosen = this.lifts[lift];
    if (chosen === undefined) return;
    const query = new URLSearchParams({ athlete: chosen.athlete, exercise: chosen.exercise });
    this.trends = await this.#get(`/api/trends?${query.toString()}`);
  }

  #onLift(event: Event): void {
    const { target } = event;
    if (target instanceof HTMLSelectElement) void this.#choose(target.selectedIndex);
  }

  #table(points: readonly TrendPoint[]) {
    return html`<details>
      <summary>The same as a table</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Days of the lift">
        <table>
          <thead>
            <tr>
              <th scope="col">day</th>
              <th scope="col">load</th>
              <th scope="col">best mean, m/s</th>
              <th scope="col">reps</th>
              <th scope="col">volume</th>
              <th scope="col">worst proxy</th>
              <th scope="col">worst measured</th>
            </tr>
          </thead>
          <tbody>
            ${points
              .slice(-ROWS)
              .toReversed()
              .map(
                (one) =>
                  html`<tr>
                    <td>${day(one.day)}</td>
                    <td>${mass(one.loadKg, this.unit)}</td>
                    <td>${fixed(one.bestVelocityMps, 2)} ± ${fixed(one.velocityErrorMps, 2)}</td>
                    <td>${one.reps}</td>
                    <td>${mass(one.volumeKg, this.unit)}</td>
                    <td>${fixed(one.worstProxyDeg, 0)}${one.worstProxyDeg === null ? '' : '°'}</td>
                    <td>${fixed(one.worstMeasuredDeg, 0)}${one.worstMeasuredDeg === null ? '' : '°'}</td>
                  </tr>`,
              )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  #trends() {
    if (this.lifts.length === 0) return nothing;
    const points = this.trends?.points ?? [];
    return html`<section aria-label="Trends">
      <h2>Trends</h2>
      <select aria-label="Lifter and lift" @change=${(event: Event) => this.#onLift(event)}>
        ${this.lifts.map(({ name, exercise }, i) => html`<option ?selected=${i === this.lift}>${name}: ${liftWords(exercise)}</option>`)}
      </select>
      ${points.length === 0 ? html`<p class="quiet">Nothing was kept of it yet.</p>` : html`<trend-chart .points=${points} .unit=${this.unit}></trend-chart>${this.#table(points)}`}
    </section>`;
  }

  #detail(detail: SessionDetail) {
    return html`<button @click=${() => history.back()}>← All sessions</button>
      <h2>${moment(detail.startedAt)}${detail.simulated ? ' (simulated)' : ''}</h2>
      ${detail.setsOf.map(
        (set) =>
          html`<p class="quiet">${set.athlete}</p>
            <set-debrief .set=${set} .unit=${this.unit} .notes=${false}></set-debrief>`,
      )}
      <p class="quiet">${notesOf(detail.setsOf.flatMap(({ reps }) => reps))}</p>`;
  }

  async #open(id: string): Promise<void> {
    history.pushState({ tab: 'history', session: id }, '');
    await this.#show(id);
  }

  async #show(id: string): Promise<void> {
    this.detail = await this.#get(`/api/sessions/${id}`);
  }

  override render() {
    if (this.detail !== null) return this.#detail(this.detail);
    const { sessions } = this;
    return html`${this.problem === '' ? nothing : html`<p role="alert">${this.problem}</p>`} ${this.#trends()}
      <section aria-label="Sessions">
        <h2>Sessions</h2>
        ${sessions === null || sessions.length === 0 ? html`<p class="quiet">${sessions === null ? 'Reading …' : 'No session was kept yet.'}</p>` : nothing}
        <ul>
          ${(sessions ?? []).map(
            (one) =>
              html`<li>
                <button @click=${() => void this.#open(one.id)}>
                  <strong>${moment(one.startedAt)}</strong
                  >${endWords(one)}${one.simulated ? ' (simulated)' : ''}<br />
                  ${one.sets === 0 ? nothing : html`${one.athletes.join(', ')}: ${one.exercises.map(liftWords).join(', ')}<br />`}
                  <span class="quiet"
                    >${count(one.sets, 'set')},
                    ${count(one.reps, 'rep')}${one.heaviestKg === null ? '' : `, up to ${mass(one.heaviestKg, this.unit)}`}</span
                  >
                </button>
              </li>`,
          )}
        </ul>
      </section>`;
  }
}
