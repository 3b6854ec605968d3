/** Three plots of one rep on one time axis: bar velocity, belt pitch, lower back. */
import type { Rep } from '../domain/rep.ts';
import type { Limits, ReportRep } from './content.ts';
import { levelWords, picture } from './html.ts';
import { markLines, markNames } from './marks.ts';
import { fixed, withBand } from './numbers.ts';
import { heading, panel, type Panel, type Range, xAxis, yAxis } from './plot.ts';
import { backParts } from './rep-back.ts';
import { type RepScales, scalesFor, UPRIGHT_TICKS } from './rep-scales.ts';
import { lowerBack, stickingOf } from './rep-table.ts';
import { curveOf, velocityParts } from './rep-velocity.ts';
import { roundStep, ticks } from './scale.ts';
import { label, path } from './svg.ts';

const WIDTH = 360;
const HEIGHT = 410;
const COLUMN = { left: 34, width: 318 };
const VELOCITY = { ...COLUMN, top: 52, height: 118 };
const PITCH = { ...COLUMN, top: 204, height: 60 };
const BACK = { ...COLUMN, top: 298, height: 74 };
/** Names of the moments: rows under the first heading. */
const NAMES = { top: 32, leading: 13 };

const grid = (p: Panel, range: Range, digits: number): string[] => {
  const step = roundStep(range, UPRIGHT_TICKS);
  return yAxis(p, ticks(range, step), (value) => value.toFixed(digits));
};

const BACK_WORDS: Readonly<Record<Rep['lumbar']['method'], string>> = {
  proxy: '° off the own corridor',
  measured: '° flexion beyond set-up',
};

const sticks = (rep: Rep): string => {
  const region = stickingOf(rep);
  return region === null
    ? ''
    : ` It sticks from ${fixed(region.startS, 2)} to ${fixed(region.endS, 2)} s, down to ${fixed(region.minVelocityMps, 2)} m/s.`;
};

const description = ({ rep }: ReportRep): string =>
  `Bar velocity has a mean of ${withBand(rep.meanVelocityMps, rep.velocityErrorMps)} m/s from lift-off at ` +
  `${fixed(rep.liftOffS, 2)} s to lockout at ${fixed(rep.lockoutS, 2)} s and a peak of ${fixed(rep.peakVelocityMps, 2)} m/s.` +
  `${sticks(rep)} Belt pitch below it. Lower back: ${lowerBack(rep.lumbar, levelWords)}` +
  `${rep.lumbar.onsetS === null ? '' : `, from ${fixed(rep.lumbar.onsetS, 2)} s`}. The table beside it has the figures.`;

/** @param id unique in the page */
export const repPlots = (
  id: string,
  name: string,
  shown: ReportRep,
  setScales: RepScales,
  lumbarDeg: Limits,
): string => {
  const { rep, trace } = shown;
  const scales = scalesFor(shown, setScales);
  const velocity = panel(VELOCITY, scales.times, scales.velocityMps);
  const pitch = panel(PITCH, scales.times, scales.pitchDeg);
  const back = panel(BACK, scales.times, scales.excursionDeg);
  const title: Panel = { ...velocity, box: { ...velocity.box, top: 27 } };
  const seconds = ticks(scales.times, roundStep(scales.times, 7));
  return picture(
    id,
    { title: `${name}: bar velocity, belt pitch and lower back`, description: description(shown) },
    { class: 'rep-plots', viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    [
      heading(title, ['heading t-velocity', 'Bar velocity'], ['tick', 'm/s, up positive, estimated']),
      ...markNames(velocity, rep, NAMES.top, NAMES.leading),
      ...grid(velocity, scales.velocityMps, 1),
      ...markLines(velocity, rep),
      ...velocityParts(velocity, shown),
      heading(pitch, ['heading t-pitch', 'Belt pitch'], ['tick', '° forward from standing']),
      ...grid(pitch, scales.pitchDeg, 0),
      ...markLines(pitch, rep),
      ...(trace === null
        ? []
        : [path(curveOf(pitch, trace, trace.pitchDeg, rep.liftOffS), { class: 'curve pitch' })]),
      heading(
        back,
        ['heading t-back', `Lower back, ${rep.lumbar.method}`],
        ['tick', BACK_WORDS[rep.lumbar.method]],
      ),
      ...grid(back, scales.excursionDeg, 0),
      ...markLines(back, rep),
      ...backParts(back, shown, lumbarDeg),
      ...xAxis(back, seconds, (s) => String(s)),
      label(
        COLUMN.left + COLUMN.width / 2,
        HEIGHT - 4,
        `s from lift-off${scales.ownTime ? ' (longer than the others: a scale of its own)' : ''}`,
        { class: 'tick', 'text-anchor': 'middle' },
      ),
    ],
  );
};
