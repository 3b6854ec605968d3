/** The page: what the lifter sees from three metres away, what a thumb changes, and what there was before. */
import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type {
  LifterView,
  LinkView,
  PageCommand,
  ServerMessage,
  StoryView,
  WarningView,
} from '../contract.ts';
import { setUpWords } from '../../domain/live-words.ts';
import { appStyles } from './app-styles.ts';
import { alarm, soundIsOn, switchSoundOn } from './alarm.ts';
import { connect, type Connection, type ConnectionState } from './connection.ts';
import { fixed, liftWords, mass, type MassUnit } from './format.ts';
import { MotionStrip } from './motion-strip.ts';
import { shared } from './shared-styles.ts';

type Tab = 'live' | 'debrief' | 'history';
type Welcome = Extract<ServerMessage, { type: 'welcome' }>;

const TABS: readonly (readonly [Tab, string])[] = [
  ['live', 'Live'],
  ['debrief', 'Last set'],
  ['history', 'History'],
];

const CONNECTION: Readonly<Record<ConnectionState, string>> = {
  connecting: 'connecting to Beltline …',
  open: '',
  lost: 'connection to Beltline lost, trying again …',
  over: 'The session was ended. If this link holds for the next one, the page comes back by itself.',
  refused: 'This link is not valid any more. Scan the code on the computer again.',
  old: 'Beltline is of another version now. Load the page again.',
};

const LINKS = {
  searching: 'searching',
  connecting: 'connecting',
  connected: 'connected',
  lost: 'lost',
} as const;
const UNIT_KEY = 'beltline.unit';

const storedUnit = (): MassUnit => (localStorage.getItem(UNIT_KEY) === 'lb' ? 'lb' : 'kg');

export class BeltlineApp extends LitElement {
  static override properties: PropertyDeclarations = {
    connection: { state: true },
    welcome: { state: true },
    lifters: { state: true },
    story: { state: true },
    storyOpen: { state: true },
    chosen: { state: true },
    tab: { state: true },
    warning: { state: true },
    unit: { state: true },
    problem: { state: true },
    sound: { state: true },
    said: { state: true },
  };
  static override styles = [shared, appStyles];
  declare connection: ConnectionState;
  declare welcome: Welcome | null;
  declare lifters: readonly LifterView[];
  declare story: StoryView | null;
  declare storyOpen: boolean;
  declare chosen: string | null;
  declare tab: Tab;
  declare warning: WarningView | null;
  declare unit: MassUnit;
  declare problem: string;
  declare sound: boolean;
  /** For screen readers: the last rep, in words. */
  declare said: string;
  #link: Connection | null = null;
  #token = '';
  /** Whose rep was said last. */
  #saidOf = '';

  constructor() {
    super();
    this.connection = 'connecting';
    this.welcome = null;
    this.lifters = [];
    this.story = null;
    this.storyOpen = true;
    this.chosen = null;
    this.tab = 'live';
    this.warning = null;
    this.unit = storedUnit();
    this.problem = '';
    this.sound = false;
    this.said = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onBack);
    this.#token = location.hash.slice(1);
    if (this.#token === '') {
      this.connection = 'refused';
      return;
    }
    this.#link = connect(this.#token, {
      onState: (state) => {
        this.connection = state;
        if (state !== 'open') this.#strip()?.clear();
      },
      onMessage: (message) => this.#hear(message),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onBack);
    this.#link?.close();
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'welcome') this.welcome = message;
    if (message.type === 'state') {
      this.lifters = message.lifters;
      this.story = message.story;
      this.#sayRep();
      if (this.#lifter()?.monitoring === 'not-monitoring') this.#strip()?.clear();
    }
    if (message.type === 'motion' && message.lifter === this.#lifter()?.id) {
      this.#strip()?.push(message.points);
    }
    if (message.type !== 'warning' || message.lifter !== this.#lifter()?.id) return;
    const { warning } = message;
    if (this.#lifter()?.muted !== true || warning.kind === 'not-monitoring') alarm(warning);
    this.warning = warning;
  }

  #sayRep(): void {
    const lifter = this.#lifter();
    const set = lifter?.set ?? null;
    const count = set?.reps.length ?? 0;
    const of = JSON.stringify([lifter?.id, set?.index ?? 0, count]);
    if (of === this.#saidOf) return;
    // Whoever has just come, or has turned to another lifter, was not there for the last rep.
    const news = this.#saidOf !== '' && JSON.parse(this.#saidOf)[0] === lifter?.id;
    this.#saidOf = of;
    if (set !== null && news && count > 0) {
      const rep = set.reps[count - 1];
      this.said = `Rep ${rep.index}, ${fixed(rep.meanVelocityMps, 2)} metres a second, lower back ${rep.lumbar.severity === 'none' ? 'good' : rep.lumbar.severity}.`;
    }
  }

  /** The way back of the phone leads to the view before, not out of the page. */
  #turn(tab: Tab): void {
    if (tab === this.tab) return;
    history.pushState({ tab }, '');
    this.tab = tab;
  }

  readonly #onBack = ({ state }: PopStateEvent): void => {
    this.tab = TABS.find(([tab]) => tab === state?.tab)?.[0] ?? 'live';
  };

  #choose(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.chosen = event.target.value;
    this.#strip()?.clear();
  }

  /** Only there while the live view is shown. */
  #strip(): MotionStrip | null {
    const strip = this.renderRoot.querySelector('motion-strip');
    return strip instanceof MotionStrip ? strip : null;
  }

  #lifter(): LifterView | null {
    return this.lifters.find(({ id }) => id === this.chosen) ?? this.lifters[0] ?? null;
  }

  async #command(command: PageCommand): Promise<void> {
    const lifter = this.#lifter();
    if (lifter === null) return;
    const why = (await this.#link?.command(lifter.id, command)) ?? '';
    this.problem = why === '' && command.type === 'buzz' ? 'It buzzed.' : why;
  }

  async #switchSound(): Promise<void> {
    this.sound = await switchSoundOn();
    if (this.sound) alarm({ kind: 'monitoring-again', severity: 'amber' });
  }

  #toggleUnit(): void {
    this.unit = this.unit === 'kg' ? 'lb' : 'kg';
    localStorage.setItem(UNIT_KEY, this.unit);
  }

  /** Nobody watches: that is said wherever the lifter looks. */
  #blind({ monitoring }: LifterView): boolean {
    return this.connection !== 'open' || monitoring === 'not-monitoring';
  }

  #banner(lifter: LifterView) {
    if (this.connection !== 'open')
      return html`<div class="banner blind" role="alert">
        NOT MONITORING<small>${CONNECTION[this.connection]}</small>
      </div>`;
    if (lifter.monitoring === 'not-monitoring') {
      const belt = lifter.links.find(({ place }) => place === 'belt');
      const why =
        belt?.trouble ??
        (belt?.state === 'connected'
          ? 'no usable data from the sensor'
          : `belt: ${LINKS[belt?.state ?? 'searching']}`);
      return html`<div class="banner blind" role="alert">NOT MONITORING<small>${why}</small></div>`;
    }
    const less =
      lifter.monitoring === 'degraded'
        ? html`<small>samples were lost, angles are less certain</small>`
        : nothing;
    if (lifter.liftOffS !== null) return html`<div class="banner">PULL${less}</div>`;
    if (lifter.setUp?.state === 'set') return html`<div class="banner set">◆ SET${less}</div>`;
    if (lifter.setUp !== null)
      return html`<div class="banner">◇ NOT SET<small>${setUpWords(lifter.setUp.reasons)}</small></div>`;
    return html`<div class="banner">READY${less}</div>`;
  }

  #loss({ set, lossLimitsPct }: LifterView) {
    const loss = set?.velocityLossPct ?? 0;
    const over = loss >= lossLimitsPct.red ? '■ ' : loss >= lossLimitsPct.amber ? '▲ ' : '';
    return html`<div>
      <h2>Speed loss <small>amber from ${lossLimitsPct.amber} %, red from ${lossLimitsPct.red} %</small></h2>
      <div class="loss">${over}${fixed(loss, 0)} %</div>
      <progress
        max=${lossLimitsPct.red}
        value=${Math.min(loss, lossLimitsPct.red)}
        aria-label="Speed loss against the limit"
      ></progress>
    </div>`;
  }

  /** What the figures beside it were lifted with, and what comes next if that is something else. */
  #lift({ set, exercise, loadKg }: LifterView) {
    const words = (lift: LifterView['exercise'], kg: number | null): string =>
      `${liftWords(lift)}, ${mass(kg, this.unit)}`;
    const next = words(exercise, loadKg);
    if (set === null) return next;
    const done = words(set.exercise, set.loadKg);
    return done === next ? done : html`${done}<br />next: ${next}`;
  }

  #live(lifter: LifterView) {
    const { set } = lifter;
    const rep = set === null ? null : (set.reps[set.reps.length - 1] ?? null);
    return html`<div class="live">
        <div>
          ${this.#banner(lifter)}
          ${lifter.withdrawn ? html`<p class="quiet" role="status">No rep came of the last warning: it does not count.</p>` : nothing}
          <div class="figures">
            <div>
              <div class="count">${set === null ? 0 : set.reps.length}</div>
              <div class="caption">${set?.closed === true ? 'reps, set over' : 'reps'}</div>
            </div>
            <div>
              <div class="velocity">${rep === null ? '–' : fixed(rep.meanVelocityMps, 2)}</div>
              <div class="caption">
                m/s${rep === null ? '' : ` ± ${fixed(rep.velocityErrorMps, 2)}`}, estimated
              </div>
              <div class="caption">${this.#lift(lifter)}</div>
            </div>
          </div>
          <div class="two">
            <back-gauge .lumbar=${rep?.lumbar ?? null}></back-gauge>
            ${this.#loss(lifter)}
          </div>
        </div>
        <div>
          <set-bars .set=${set} .limits=${lifter.lossLimitsPct}></set-bars>
          <motion-strip></motion-strip>
        </div>
      </div>
      ${
        this.welcome?.role === 'lifter'
          ? html`<div class="dock">
              <lift-controls
                .lifter=${lifter}
                .athletes=${this.welcome.athletes}
                .exercises=${this.welcome.exercises}
                .unit=${this.unit}
                ?disabled=${this.connection !== 'open'}
                @command=${(event: CustomEvent<PageCommand>) => void this.#command(event.detail)}
                @exercise=${(event: CustomEvent<LifterView['exercise']>) => void this.#command({ type: 'exercise', exercise: event.detail })}
                @unit=${() => this.#toggleUnit()}
              ></lift-controls>
            </div>`
          : html`<p class="quiet">This link may only look.</p>`
      }
      ${this.problem === '' ? nothing : html`<p role="alert">${this.problem}</p>`}`;
  }

  #linkState({ place, state, batteryPct }: LinkView) {
    // Without the service nobody knows.
    const now = this.connection === 'open' ? LINKS[state] : 'not known';
    const words = `${place} ${now}${batteryPct === null ? '' : `, ${batteryPct} %`}`;
    return html`<span class=${now === 'connected' ? 'ok' : 'bad'}>${words}</span>`;
  }

  #header(lifter: LifterView | null) {
    return html`<header>
      <h1>Beltline</h1>
      ${this.welcome?.simulated === true ? html`<span class="badge">simulated lifter</span>` : nothing}
      ${lifter?.muted === true ? html`<span class="badge">muted</span>` : nothing}
      ${(lifter?.links ?? []).map((link) => this.#linkState(link))}
      ${
        this.lifters.length < 2
          ? nothing
          : html`<select aria-label="Whose belt" @change=${(event: Event) => this.#choose(event)}>
              ${this.lifters.map(({ id, athlete }) => html`<option value=${id}>${athlete}</option>`)}
            </select>`
      }
      ${this.sound || soundIsOn() ? nothing : html`<button @click=${() => void this.#switchSound()}>Sound on</button>`}
    </header>`;
  }

  #story() {
    const { story } = this;
    if (story === null) return nothing;
    return html`<details
      class="story"
      ?open=${this.storyOpen}
      @toggle=${(event: Event) => {
        if (event.target instanceof HTMLDetailsElement) this.storyOpen = event.target.open;
      }}
    >
      <summary><strong>${story.chapter}/${story.chapters} ${story.title}.</strong></summary>
      ${story.text}
    </details>`;
  }

  override render() {
    const lifter = this.#lifter();
    if (lifter === null || this.connection === 'refused' || this.connection === 'old')
      return html`${this.#header(null)}
        <main>
          <p class="stop" role="alert">${CONNECTION[this.connection] || 'waiting for the session …'}</p>
        </main>`;
    return html`${this.#header(lifter)}
      <main>
        ${this.#story()}
        <nav aria-label="Views">
          ${TABS.map(([tab, words]) => html`<button aria-pressed=${this.tab === tab ? 'true' : 'false'} @click=${() => this.#turn(tab)}>${words}</button>`)}
        </nav>
        <div class="card">
          ${this.tab !== 'live' && this.#blind(lifter) ? this.#banner(lifter) : nothing}
          ${this.tab === 'live' ? this.#live(lifter) : nothing}
          ${
            this.tab === 'debrief'
              ? html`<set-debrief
                    .set=${lifter.set}
                    .limits=${lifter.lossLimitsPct}
                    .unit=${this.unit}
                  ></set-debrief>
                  <rep-plots .token=${this.#token} .lifter=${lifter.id} .set=${lifter.set}></rep-plots>`
              : nothing
          }
          ${this.tab === 'history' ? html`<training-history .token=${this.#token} .unit=${this.unit}></training-history>` : nothing}
        </div>
      </main>
      <footer>
        Velocity is estimated from the belt. No alert does not mean a safe rep. Beltline is no medical device.
      </footer>
      <warning-screen .warning=${this.warning} @dismissed=${() => (this.warning = null)}></warning-screen>
      <div class="unseen" aria-live="polite">${this.said}</div>
      <div class="unseen" aria-live="assertive">${this.warning?.text ?? ''}</div>`;
  }
}
