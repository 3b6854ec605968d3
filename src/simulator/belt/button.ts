/** The button: short presses are the host's, a long one lets a host claim the belt (SPEC 6, 11). */

/** Held so long, it allows CLAIM … */
const CLAIM_PRESS_MS = 3000;
/** … for so long. */
const CLAIM_WINDOW_MS = 30_000;

export class Button {
  #downMs: number | null = null;
  #claimUntilMs = -Infinity;

  press(nowMs: number): void {
    this.#downMs ??= nowMs;
  }

  /** The press that ends now; `null` if the button was not down. */
  release(nowMs: number): { readonly downMs: number; readonly pressMs: number } | null {
    if (this.#downMs === null) return null;
    const downMs = this.#downMs;
    this.#downMs = null;
    if (nowMs - downMs >= CLAIM_PRESS_MS) this.#claimUntilMs = nowMs + CLAIM_WINDOW_MS;
    return { downMs, pressMs: nowMs - downMs };
  }

  isClaimable(nowMs: number): boolean {
    return nowMs <= this.#claimUntilMs;
  }
}
