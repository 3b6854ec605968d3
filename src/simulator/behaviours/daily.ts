/** Things people do between sets that look more or less like a lift to a sensor on the belt. */
import { DEG, ease, hump } from '../ease.ts';
import { noted, type Stage } from '../stage.ts';
import { hold, moveTo, standUp, uprightBody } from './move.ts';

/** Sits down, sits, gets up: forward lean on the way, a bump at the seat. */
export const sit = (stage: Stage, sittingS: number): void =>
  noted(stage, 'sit', () => {
    const { random, track, lifter } = stage;
    const seat = random.uniform(0.24, 0.29) * lifter.heightM;
    const downS = random.uniform(0.9, 1.8);
    const lean = random.uniform(18, 40) * DEG;
    const slump = random.uniform(-18, 2) * DEG;
    const from = track.last();
    track.add(downS, (tau, posture) => {
      const u = tau / downS;
      posture.hipZ = from.hipZ + (seat - from.hipZ) * ease((u - 0.1) / 0.85);
      posture.hipX = from.hipX - 0.32 * ease(u / 0.85);
      posture.pelvisPitch = from.pelvisPitch + lean * hump(u, 0.6) + slump * ease((u - 0.6) / 0.4);
      posture.lumbarFlexion = from.lumbarFlexion + 0.5 * lean * hump(u, 0.55) + 0.15 * ease(u);
    });
    track.shock({
      atS: track.nowS() - 0.08 * downS,
      peak: random.uniform(2, 14),
      hz: random.uniform(8, 16),
      decayS: random.uniform(0.02, 0.05),
      forward: random.uniform(-0.3, 0.3),
      left: random.uniform(-0.2, 0.2),
    });
    hold(stage, sittingS / 2);
    moveTo(stage, { lumbarFlexion: random.uniform(0, 0.5), pelvisPitch: slump + random.gauss(0, 0.05) }, 1);
    hold(stage, sittingS / 2);
    const upS = random.uniform(0.9, 1.7);
    const seated = track.last();
    const goal = uprightBody(stage);
    track.add(upS, (tau, posture) => {
      const u = tau / upS;
      const rise = ease((u - 0.3) / 0.7);
      posture.hipZ = seated.hipZ + (goal.hipZ! - seated.hipZ) * rise;
      posture.hipX = seated.hipX + (goal.hipX! - seated.hipX) * ease((u - 0.2) / 0.75);
      posture.pelvisPitch = seated.pelvisPitch * (1 - ease(u / 0.5)) + 1.1 * lean * hump(u, 0.42);
      posture.lumbarFlexion = seated.lumbarFlexion * (1 - ease(u)) + 0.5 * lean * hump(u, 0.4);
    });
    standUp(stage, 0.5, random.uniform(0.3, 1.5));
  });

/** Kneels or squats deep to tie a shoe. */
export const tieShoe = (stage: Stage): void =>
  noted(stage, 'tie-shoe', () => {
    const { random, lifter } = stage;
    moveTo(
      stage,
      {
        hipZ: random.uniform(0.26, 0.36) * lifter.heightM,
        hipX: random.uniform(-0.25, 0.05),
        pelvisPitch: random.uniform(10, 40) * DEG,
        pelvisTwist: random.uniform(-20, 20) * DEG,
        lumbarFlexion: random.uniform(25, 50) * DEG,
        lumbarSide: random.uniform(-10, 10) * DEG,
      },
      random.uniform(1, 1.8),
    );
    for (let i = random.int(1, 4); i > 0; i--) {
      moveTo(stage, { lumbarFlexion: random.uniform(25, 50) * DEG, lumbarTwist: random.gauss(0, 0.1) }, 0.8);
      hold(stage, random.uniform(0.2, 1));
    }
    standUp(stage, random.uniform(0.9, 1.8), random.uniform(0.4, 1.5));
  });

/** A quick bend with a turn: the shaker, the towel, the phone. */
export const pickUp = (stage: Stage): void =>
  noted(stage, 'pick-up', () => {
    const { random, lifter } = stage;
    const side = random.sign();
    moveTo(
      stage,
      {
        hipZ: random.uniform(0.4, 0.5) * lifter.heightM,
        hipX: -random.uniform(0.08, 0.22),
        pelvisPitch: random.uniform(25, 60) * DEG,
        pelvisTwist: side * random.uniform(5, 30) * DEG,
        lumbarFlexion: random.uniform(20, 45) * DEG,
        lumbarSide: side * random.uniform(-12, 12) * DEG,
        lumbarTwist: side * random.uniform(0, 20) * DEG,
      },
      random.uniform(0.75, 1.4),
    );
    hold(stage, random.uniform(0, 0.6));
    standUp(stage, random.uniform(0.75, 1.4), random.uniform(0.4, 1.5));
  });

/** Bends to load a plate: one deep bend, a push, fiddling with the collar. */
export const loadPlate = (stage: Stage): void =>
  noted(stage, 'load-plate', () => {
    const { random, lifter } = stage;
    moveTo(
      stage,
      {
        hipZ: random.uniform(0.3, 0.46) * lifter.heightM,
        hipX: -random.uniform(0.1, 0.28),
        pelvisPitch: random.uniform(20, 50) * DEG,
        lumbarFlexion: random.uniform(15, 45) * DEG,
        lumbarTwist: random.uniform(-15, 15) * DEG,
      },
      random.uniform(0.8, 1.6),
    );
    for (let i = random.int(1, 3); i > 0; i--) {
      moveTo(
        stage,
        {
          hipX: -random.uniform(0.05, 0.28),
          lumbarTwist: random.uniform(-20, 20) * DEG,
          pelvisPitch: random.uniform(20, 50) * DEG,
        },
        random.uniform(0.4, 0.9),
      );
      hold(stage, random.uniform(0.1, 0.8));
    }
    if (random.chance(0.6)) {
      stage.track.shock({
        atS: stage.track.nowS() - 0.05,
        peak: random.uniform(0.5, 4),
        hz: random.uniform(15, 35),
        decayS: 0.02,
        forward: random.uniform(-0.5, 0.5),
        left: random.uniform(-0.5, 0.5),
      });
    }
    standUp(stage, random.uniform(0.8, 1.6), random.uniform(0.3, 1));
  });

/** Shifts weight and looks about while standing. */
export const fidget = (stage: Stage, durationS: number): void =>
  noted(stage, 'stand', () => {
    const { random } = stage;
    const endS = stage.track.nowS() + durationS;
    while (stage.track.nowS() < endS - 1) {
      moveTo(
        stage,
        {
          hipY: random.gauss(0, 0.03),
          pelvisSide: random.gauss(0, 2 * DEG),
          pelvisTwist: random.gauss(0, 6 * DEG),
          pelvisPitch: random.gauss(0, 2 * DEG),
        },
        random.uniform(0.5, 1),
      );
      hold(stage, Math.min(random.uniform(0.5, 3), Math.max(0, endS - stage.track.nowS())));
    }
    standUp(stage, 0.5, 0.2);
  });
