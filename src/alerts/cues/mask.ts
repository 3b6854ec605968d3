/** The stretches in which the motor shook the sensor: what was seen then proves nothing. */

export interface MotorMask {
  on(atS: number): void;
  off(atS: number): void;
  /**
   * Until when a finding must wait whose evidence lies between two times, s; 0 if the motor did not touch it. While the
   * motor runs this is the latest moment it can stop.
   */
  heldUntilS(fromS: number, toS: number): number;
}

/** Stretches kept. Cues look back by seconds only. */
const KEPT = 16;

export const createMotorMask = (tailS: number, mostS: number): MotorMask => {
  let stretches: { readonly onS: number; offS: number | null }[] = [];
  const endS = ({ onS, offS }: { onS: number; offS: number | null }): number =>
    (offS === null ? onS + mostS : Math.min(offS, onS + mostS)) + tailS;
  return {
    on: (atS) => {
      const running = stretches.at(-1);
      if (running?.offS === null) running.offS = atS;
      stretches = [...stretches, { onS: atS, offS: null }].slice(-KEPT);
    },
    off: (atS) => {
      const running = stretches.at(-1);
      if (running?.offS === null) running.offS = atS;
    },
    heldUntilS: (fromS, toS) =>
      Math.max(0, ...stretches.filter((stretch) => stretch.onS <= toS && endS(stretch) >= fromS).map(endS)),
  };
};
