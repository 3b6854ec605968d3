/** Whole sets: what is asked of the lifter, rep after rep, with fatigue. */
import { clamp, DEG } from '../ease.ts';
import type { PullStyle } from '../pull-style.ts';
import type { RepKind, RepLog, Stage } from '../stage.ts';
import { meanVelocity } from '../velocity.ts';
import { slip } from './clip.ts';
import { cycleRep, type CyclePose } from './cycle.ts';
import { approachBar, leaveBar, missedPull, pullRep, reset, tautAfter } from './deadlift.ts';
import type { Lowering, PullScene } from './pull-scene.ts';

/** How a set of pulls is done. */
export interface PullSet {
  readonly reps: number;
  /** Share of one-repetition maximum, 0.4 … 1. */
  readonly loadFraction: number;
  readonly tempo: 'dead-stop' | 'touch-and-go' | 'rolling';
  readonly lowering: Lowering | 'mixed';
  /** Fault and how many of the reps (chance) show it. */
  readonly fault: { readonly kind: RepKind; readonly chance: number } | null;
  /** Soft floor or mat. */
  readonly softFloor: boolean;
  /** Pauses long enough that every rep is a single. */
  readonly singles: boolean;
  /** Grinding: mean velocity is pressed down to 0.11–0.2 m/s. */
  readonly grinder: boolean;
  readonly slips: boolean;
  readonly missFirst: boolean;
  readonly missLast: boolean;
}

const FAULT_SIZE: Readonly<Record<RepKind, readonly [number, number]>> = {
  clean: [0, 0],
  rounded: [6 * DEG, 20 * DEG],
  'hips-first': [6 * DEG, 15 * DEG],
  asymmetric: [6 * DEG, 12 * DEG],
};

/** Today's variation on a habit. */
const today = (stage: Stage, style: PullStyle): PullStyle => ({
  ...style,
  lean: style.lean + stage.random.bounded(0, 1 * DEG),
  lumbar: style.lumbar + stage.random.bounded(0, 1 * DEG),
  leanExponent: style.leanExponent * stage.random.bounded(1, 0.02),
  slackS: clamp(style.slackS * stage.random.bounded(1, 0.15), 0.08, 0.4),
});

const drawLowering = (stage: Stage, wanted: PullSet['lowering']): Lowering =>
  wanted !== 'mixed'
    ? wanted
    : stage.random.pick(['controlled', 'controlled', 'controlled', 'silent', 'dropped'] as const);

/** A set from the floor, from the bend to the bar to standing away from it. */
export const pullSet = (stage: Stage, habit: PullStyle, set: PullSet): void => {
  const { random, track, lifter, log } = stage;
  const scene: PullScene = {
    stage,
    style: today(stage, habit),
    floorHardness: set.softFloor ? random.uniform(0, 1) : random.uniform(5, 14),
  };
  approachBar(scene);
  const startS = track.nowS();
  if (set.missFirst) {
    missedPull(scene);
    reset(scene, random.uniform(1, 4));
  }
  // Light sets are seldom pulled as fast as they could be; heavy ones always are.
  const effort = set.loadFraction < 0.8 ? random.uniform(0.85, 1) : 1;
  const fresh = effort * meanVelocity('deadlift', set.loadFraction, lifter.velocityOffsetMps);
  const asymmetry = random.sign();
  const reps: RepLog[] = [];
  let taut = 0;
  for (let rep = 0; rep < set.reps; rep++) {
    const tired = (1 - lifter.fatiguePerRep) ** rep * random.bounded(1, 0.02);
    const velocity = set.grinder ? random.uniform(0.11, 0.2) : Math.max(0.1, fresh * tired);
    const bad = set.fault !== null && random.chance(set.fault.chance);
    const kind = bad ? set.fault.kind : 'clean';
    const size = FAULT_SIZE[kind];
    const touch = set.tempo === 'touch-and-go';
    const last = rep === set.reps - 1;
    const floorS = touch && !last ? random.uniform(0.08, 0.28) : random.uniform(0.5, 1);
    reps.push(
      pullRep(
        scene,
        {
          meanVelocityMps: velocity,
          sticking: set.grinder || random.chance(velocity < 0.4 ? 0.68 : 0.12),
          kind,
          fault: random.uniform(size[0], size[1]) * (kind === 'asymmetric' ? asymmetry : 1),
          tired: Math.min(3.5 * DEG, rep * lifter.roundingPerRep),
          lowering: touch && !last ? 'controlled' : drawLowering(stage, set.lowering),
          topPauseS: random.uniform(0.3, 1),
          floorS,
          rolling: set.tempo === 'rolling' && random.chance(0.8),
        },
        taut,
      ),
    );
    taut = touch ? tautAfter(floorS) : 0;
    if (last) break;
    if (!touch) reset(scene, set.singles ? random.uniform(3, 6) : random.uniform(0.6, 2.4));
    if (set.slips && random.chance(0.45)) slip(stage, random.uniform(3, 10) * DEG);
    if (set.singles && random.chance(0.6)) {
      leaveBar(scene);
      approachBar(scene);
    }
  }
  if (set.missLast) {
    reset(scene, random.uniform(1, 4));
    missedPull(scene);
  }
  log.sets.push({ startS, endS: track.nowS(), loadFraction: set.loadFraction, reps });
  leaveBar(scene);
};

/** How a set that starts at the top is done. */
export interface CycleSet {
  readonly reps: number;
  readonly loadFraction: number;
  /** Time down, s, drawn per set around this. */
  readonly downS: readonly [number, number];
  /** Time up of a fresh rep, s; fatigue stretches it. */
  readonly upS: number;
  /** Spread of the depth from rep to rep, share. */
  readonly depthSpread: number;
  readonly pauseS: readonly [number, number];
  readonly topS: readonly [number, number];
}

/** A set of down-turn-up reps from standing (or from wherever the pose's top is). */
export const cycleSet = (stage: Stage, pose: CyclePose, set: CycleSet): void => {
  const { random, track, lifter, log } = stage;
  const startS = track.nowS();
  const reps: RepLog[] = [];
  const down = random.uniform(set.downS[0], set.downS[1]);
  for (let rep = 0; rep < set.reps; rep++) {
    const tired = (1 - lifter.fatiguePerRep) ** rep;
    const depth = clamp(random.bounded(1, set.depthSpread), 0.5, 1.12) - 0.1 * (random.chance(0.06) ? 1 : 0);
    reps.push(
      cycleRep(stage, pose, {
        depth,
        downS: down * random.bounded(1, 0.08),
        bottomS: random.chance(0.7) ? 0 : random.uniform(set.pauseS[0], set.pauseS[1]),
        upS: (set.upS / tired) * random.bounded(1, 0.04) * depth,
        topS: random.uniform(set.topS[0], set.topS[1]),
        sticking: random.chance(set.loadFraction > 0.85 ? 0.6 : 0.15),
      }),
    );
  }
  log.sets.push({ startS, endS: track.nowS(), loadFraction: set.loadFraction, reps });
};
