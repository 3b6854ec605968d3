/** Figures on the speed of the bar. Standard error: spread of the error about its mean, which is the bias. */
import { atMost, between, type BenchRow, info } from '../report.ts';
import { mean, shareOf, standardDeviation } from '../statistics.ts';
import { type Case, casesOf, type Mode, type Outcome } from './outcome.ts';
import { FLOOR, OTHER } from './plan.ts';

type Figure = (one: Case) => number;

export const meanError: Figure = ({ rep, truth }) => rep.meanVelocityMps - truth.meanVelocityMps;
export const peakError: Figure = ({ rep, truth }) => rep.peakVelocityMps - truth.peakVelocityMps;
const propulsiveError: Figure = ({ rep, truth }) =>
  rep.meanPropulsiveVelocityMps - truth.meanPropulsiveVelocityMps;
const travelError: Figure = ({ rep, truth }) => rep.romM - truth.romM;

export const insideMeanBand = (one: Case): boolean => Math.abs(meanError(one)) <= one.rep.velocityErrorMps;
const insidePeakBand = (one: Case): boolean => Math.abs(peakError(one)) <= one.rep.peakVelocityErrorMps;
const insidePropulsiveBand = (one: Case): boolean =>
  Math.abs(propulsiveError(one)) <= one.rep.meanPropulsiveVelocityErrorMps;

const coverage = (cases: readonly Case[], which: string): BenchRow[] => [
  between(
    `95 % band of mean velocity holds the truth, ${which}`,
    shareOf(cases, insideMeanBand),
    '',
    0.92,
    0.98,
  ),
  between(`95 % band of peak velocity, ${which}`, shareOf(cases, insidePeakBand), '', 0.92, 0.98),
  between(
    `95 % band of mean propulsive velocity, ${which}`,
    shareOf(cases, insidePropulsiveBand),
    '',
    0.92,
    0.98,
  ),
  info(
    `half-width of the band of mean velocity, mean, ${which}`,
    mean(cases.map((c) => c.rep.velocityErrorMps)),
    'm/s',
  ),
];

const floorRows = (cases: readonly Case[], which: string, standardErrorMps: number): BenchRow[] => {
  const mv = cases.map(meanError);
  const pv = cases.map(peakError);
  const travel = cases.map(travelError);
  return [
    atMost(`mean velocity, standard error, ${which}`, standardDeviation(mv), 'm/s', standardErrorMps),
    atMost(`mean velocity, bias without its sign, ${which}`, Math.abs(mean(mv)), 'm/s', 0.02),
    atMost(`peak velocity, standard error, ${which}`, standardDeviation(pv), 'm/s', 0.09),
    info(`peak velocity, bias, ${which}`, mean(pv), 'm/s'),
    info(
      `mean propulsive velocity, standard error, ${which}`,
      standardDeviation(cases.map(propulsiveError)),
      'm/s',
    ),
    atMost(`bar travel, standard error, ${which}`, standardDeviation(travel), 'm', 0.02),
    info(`bar travel, bias, ${which}`, mean(travel), 'm'),
    ...coverage(cases, which),
  ];
};

const otherRows = (cases: readonly Case[]): BenchRow[] => [
  ...OTHER.flatMap((scenario) => {
    const mine = cases.filter((one) => one.outcome.scenario === scenario).map(meanError);
    return [
      info(`mean velocity, standard error, ${scenario}`, standardDeviation(mine), 'm/s'),
      info(`mean velocity, bias, ${scenario}`, mean(mine), 'm/s'),
    ];
  }),
  ...coverage(cases, 'lifts not from the floor'),
];

/** Speed of every rep that was seen, all scenarios and lifters pooled. */
export const speedRows = (all: readonly Outcome[]): BenchRow[] => {
  const of = (mode: Mode, scenarios: readonly string[]): Case[] =>
    casesOf(all.filter((outcome) => outcome.mode === mode && scenarios.includes(outcome.scenario)));
  return [
    ...floorRows(of('height', FLOOR), 'height only', 0.04),
    ...floorRows(of('tape', FLOOR), 'with --bar-travel', 0.025),
    ...otherRows(of('height', OTHER)),
  ];
};
