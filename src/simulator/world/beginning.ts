import type { Beginning } from './worn-motion.ts';

/** The moment at which time begins for the lifters of a world, and for what goes wrong. */
export class WorldBeginning implements Beginning {
  #atMs: number | null = null;
  readonly #begun: (atMs: number) => void;

  /** `begun` is called once. */
  constructor(begun: (atMs: number) => void) {
    this.#begun = begun;
  }

  get atMs(): number | null {
    return this.#atMs;
  }

  begin(atMs: number): void {
    if (this.#atMs !== null) return;
    this.#atMs = atMs;
    this.#begun(atMs);
  }

  sampled(atMs: number): void {
    if (this.#atMs === null) this.begin(atMs);
  }
}
