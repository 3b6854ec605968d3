/** Settles when the bar moved and how: the edges depend on the bar's motion, and the motion on the edges. */
import { GRID_S } from '../motion/motion.ts';
import { barFromHips, type HipMotion, type SensorMotion } from './bar-motion.ts';
import { type Concentric, findConcentric } from './concentric.ts';
import { cropped } from './crop.ts';
import type { Edge } from './edges.ts';
import { distinct, firstBurst, guessed } from './guesses.ts';
import type { VelocityQuestion } from './measure.ts';
import { sensorMotion } from './sensor-motion.ts';
import { creepStart, slackOut, type Taut } from './slack.ts';
import { farthest, hipsFor, NEAR, refine, type Scene, type Settled, suppose, whole } from './suppose.ts';
import type { TrunkModel } from './trunk.ts';

/** A lift less odd than this is believed at once: of true phases nine in ten are. [D] */
const ORDINARY = 1.5;

/** Unrest below which stillness pulls on the velocity, and ticks of it that make a difference. */
const STILLISH = 3;
const FEW = 4;

/** Whether stillness is believed elsewhere than before. */
const maskMatters = (
  unrest: Float64Array,
  from: number,
  to: number,
  newFrom: number,
  newTo: number,
): boolean => {
  let changed = 0;
  for (let i = Math.min(from, newFrom); i < Math.max(to, newTo); i += 1)
    if (unrest[i] < STILLISH && (i >= from && i < to) !== (i >= newFrom && i < newTo)) changed += 1;
  return changed > FEW;
};

/** A phase that was considered. */
export interface Rival {
  readonly seconds: number;
  readonly odd: number;
}

/** Shortest concentric phase, ticks: an empty bar thrown takes longer. */
const SHORTEST = 25;

/** Phases odder than the best by this are no rivals, nats. [D] */
const NO_RIVAL = 8;

/** Suppositions that are refined after a search. */
const REFINED = 2;

const sensorFor = (question: VelocityQuestion, from: number, to: number): SensorMotion =>
  question.readings === undefined
    ? question.sensor
    : sensorMotion(question.readings, question.sensor.pitch, from, to);

/** The same ascent as it looks to who believes in no stillness from tick `from` on: a lift that stalled. */
const sceneFrom = (scene: Scene, from: number): Scene => {
  const { question, moveStart, moveEnd } = scene;
  const { readings } = question;
  if (readings === undefined || !maskMatters(readings.unrest, moveStart, moveEnd, from, moveEnd))
    return scene;
  return { ...scene, sensor: sensorFor(question, from, moveEnd) };
};

/** The pause between slack and pull, if there is one; a creep is only seen by who believes in no stillness from there on. */
const tautIn = (scene: Scene, hips: HipMotion): Taut | null => {
  const { question, moveStart, moveEnd } = scene;
  const from = slackOut(hips, moveStart);
  if (from === null) return null;
  const stalled = sceneFrom(scene, from);
  const creep = stalled === scene ? hips : hipsFor(question, stalled.sensor, from, moveEnd);
  return { from, to: creepStart(creep, from) ?? from };
};

/** Suppositions around all first guesses, least odd first; one edge at a time, for every pair costs three times as much. */
const search = (
  scene: Scene,
  first: Settled,
  starts: readonly number[],
  ends: readonly number[],
): Settled[] => {
  const tried = [first, suppose(scene, { start: guessed(scene.moveStart), end: guessed(scene.moveEnd) })];
  const seek = (phases: readonly Concentric[]): void => {
    for (const phase of phases)
      if (phase.end.at - phase.start.at > SHORTEST)
        tried.push(suppose(scene, phase, tried[0].odd + NO_RIVAL));
    tried.sort((a, b) => a.odd - b.odd);
  };
  seek(starts.map((at) => ({ start: guessed(at), end: guessed(scene.moveEnd) })));
  seek(ends.map((at) => ({ start: tried[0].phase.start, end: guessed(at) })));
  seek(starts.map((at) => ({ start: guessed(at), end: tried[0].phase.end })));
  return tried;
};

/** Starts before a stall, each under its own belief: stillness believed in while the bar crept would make of a stall a rest. */
const stalls = (scene: Scene, end: Edge): Settled[] => {
  const { taut, burst, question } = scene;
  const starts = distinct([...(taut === null ? [] : [taut.from]), burst, question.fromPivot]);
  return starts.flatMap((at) => {
    const stalled = sceneFrom(scene, at);
    if (stalled === scene) return [];
    const start = guessed(at === taut?.from ? taut.to : at);
    return [refine(stalled, suppose(stalled, { start, end }))];
  });
};

/** The least odd lift, settled from several first guesses: from a bad one the rounds settle on a part of the lift. */
export const settle = (
  asked: VelocityQuestion,
): Settled & { readonly offset: number; readonly rivals: readonly Rival[] } => {
  const { part: question, offset } = cropped(asked);
  const { trunk, fromPivot, toPivot, travel, moveStart = fromPivot, moveEnd = toPivot } = question;
  const sensor = sensorFor(question, moveStart, moveEnd);
  const hips = hipsFor(question, sensor, moveStart, moveEnd);
  const burst = firstBurst(hips.velocity, fromPivot, moveStart, moveEnd);
  const bare: Scene = { question, sensor, moveStart, moveEnd, burst, taut: null };
  const scene: Scene = { ...bare, taut: travel === null ? null : tautIn(bare, hips) };
  const edgesFor = (model: TrunkModel): Concentric =>
    findConcentric(hips, barFromHips(hips, model), model, fromPivot, toPivot, travel);
  const usual = edgesFor(trunk);
  const first = refine(scene, suppose(scene, usual));
  const settled = [first];
  const considered = [first];
  const moved = { start: guessed(moveStart), end: guessed(moveEnd) };
  const doubt = farthest(first.phase, moved) > NEAR || burst < first.phase.start.at - 2 * NEAR;
  if (travel !== null && (first.odd > ORDINARY || doubt)) {
    const alone = edgesFor({ ...trunk, trunkM: 0 });
    const of = (edge: 'start' | 'end'): number[] => [usual[edge].at, alone[edge].at, first.phase[edge].at];
    const tried = search(
      scene,
      first,
      distinct([moveStart, burst, ...of('start'), fromPivot]),
      distinct([moveEnd, ...of('end'), toPivot]),
    );
    settled.push(
      ...tried
        .filter((guess) => guess !== first)
        .slice(0, REFINED)
        .map((guess) => refine(scene, guess)),
    );
    settled.push(...stalls(scene, tried[0].phase.end));
    considered.push(
      ...settled.slice(1),
      ...tried.filter(({ phase }) => settled.every((other) => farthest(phase, other.phase) > NEAR)),
    );
  }
  let best = settled.reduce((least, other) => (other.odd < least.odd ? other : least));
  const { from, to } = whole(best.phase, sensor.height.length);
  if (
    question.readings !== undefined &&
    maskMatters(question.readings.unrest, moveStart, moveEnd, from, to)
  ) {
    const anew = { ...scene, sensor: sensorFor(question, from, to) };
    best = refine(anew, suppose(anew, best.phase));
  }
  const rivals = considered.map(({ phase, odd }) => ({
    seconds: (phase.end.at - phase.start.at) * GRID_S,
    odd,
  }));
  return { ...best, offset, rivals };
};
