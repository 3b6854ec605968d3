/** The table at the end of a demo: truth beside estimate. */
import type { Style } from '../terminal/style.ts';
import {
  BRACED_DEG,
  type LiveScore,
  type Outcome,
  type Pair,
  pairReps,
  ROUNDED_DEG,
  scoreLive,
  scorePairs,
} from './compare.ts';
import { backWords, repCount } from '../terminal/lines.ts';

const NONE = '–';
const WIDTHS = [10, 4, 10, 15, 8, 11] as const;

const row = (cells: readonly string[], back: string): string =>
  `${cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[i]))).join('')}  ${back}`;

const pairRow = ({ part, truth, found }: Pair, name: string): string => {
  const inside =
    truth === null || found === null
      ? NONE
      : Math.abs(found.meanVelocityMps - truth.meanVelocityMps) <= found.velocityErrorMps
        ? 'yes'
        : 'NO';
  return row(
    [
      part,
      name,
      truth?.meanVelocityMps.toFixed(2) ?? NONE,
      found === null
        ? 'MISSED'
        : `${found.meanVelocityMps.toFixed(2)} ± ${found.velocityErrorMps.toFixed(2)}`,
      inside,
      truth === null ? 'NO REP' : `${truth.roundingDeg.toFixed(0)}°`,
    ],
    found === null ? NONE : backWords(found.lumbar),
  );
};

const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(3)}`;

const sum = (scores: readonly LiveScore[], key: keyof LiveScore): number =>
  scores.reduce((total, score) => total + score[key], 0);

const liveSummary = (outcomes: readonly Outcome[], trueReps: number): string[] => {
  const scores = outcomes.map(scoreLive);
  return [
    `Live: ${sum(scores, 'liftOffs')} lift-offs for ${repCount(trueReps)}; warned in ` +
      `${sum(scores, 'warnedInTime')} of ${sum(scores, 'rounded')} such reps, ` +
      `${sum(scores, 'otherWarnings')} false warnings.`,
  ];
};

const summary = (pairs: readonly Pair[], outcomes: readonly Outcome[]): string[] => {
  const score = scorePairs(pairs);
  const { biasMps, rmsMps } = score;
  return [
    `Reps: ${score.trueReps} lifted, ${score.foundReps} counted; ${score.missed} missed, ${score.ghosts} ghosts.`,
    ...(biasMps === null || rmsMps === null
      ? []
      : [
          `Mean velocity: bias ${signed(biasMps)}, RMS error ${rmsMps.toFixed(3)} m/s; ` +
            `inside the band in ${score.insideBand} of ${score.paired}.`,
        ]),
    `Lower back: ${score.roundedFound} of ${score.rounded} reps with ${ROUNDED_DEG}° or more found; ` +
      `${score.bracedTold} false of ${score.braced} below ${BRACED_DEG}°.`,
    ...liveSummary(outcomes, score.trueReps),
  ];
};

/** Lines of the table; plainly labelled as a simulation. */
export const verdictLines = (outcomes: readonly Outcome[], style: Style): readonly string[] => {
  const pairs = outcomes.flatMap(pairReps);
  const seen = new Map<string, number>();
  const rows = pairs.map((pair) => {
    const number = (seen.get(pair.part) ?? 0) + 1;
    seen.set(pair.part, number);
    return pairRow(pair, String(number));
  });
  return [
    '',
    style.bold('SIMULATED, so the truth is known. This one run:'),
    '',
    row(['', 'rep', 'true m/s', 'Beltline m/s', 'inside', 'true back'], 'Beltline'),
    ...rows,
    '',
    ...summary(pairs, outcomes),
    'Velocity from the belt is estimated. One run proves little: see npm run bench.',
    'No alert does not mean a safe rep.',
  ];
};
