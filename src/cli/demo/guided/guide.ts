/** Leads through the demo: tells the chapters, loads the bar, lets the link be lost, and compares with the truth at the end. */
import type { SessionEvent } from '../../../domain/event.ts';
import type { VirtualWorld, WornBelt } from '../../../simulator/world/index.ts';
import type { Style } from '../../terminal/style.ts';
import type { Guide, GuidedSession } from '../../run/guide.ts';
import { isRemark } from '../../session/inputs.ts';
import { wrapWords } from '../../terminal/wrap.ts';
import { lifterLine } from '../../terminal/lines.ts';
import { narration } from '../narrate.ts';
import { verdictLines } from '../verdict.ts';
import { type Chapter, CHAPTERS, LIFTER } from './chapters.ts';
import { outcomesOf } from './truth.ts';

export interface GuideOptions {
  readonly world: VirtualWorld;
  /** What counts as the best single in the story, kg. */
  readonly bestKg: number;
  readonly style: Style;
  /** The session is ended with the story. */
  readonly endsItself: boolean;
}

/** One moment on two clocks, s: that of the session, and that of the world. */
interface Moment {
  readonly sessionS: number;
  readonly nowS: number;
}

/** Something that happens at a time of the world. */
interface Cue {
  readonly atS: number;
  run(session: GuidedSession, nowS: number): void;
}

const TICK_MS = 100;
/** The smallest pair of plates. */
const PLATES_KG = 2.5;
/** The last chapter has been read by then, s of the world. */
const LAST_WORDS_S = 4;

const PART_NAMES = ['warm-up 1', 'warm-up 2', 'work set', 'grinder'];

const loadOf = (share: number, bestKg: number): number =>
  PLATES_KG * Math.round((share * bestKg) / PLATES_KG);

const beltOf = ({ belts }: VirtualWorld): WornBelt => {
  const belt = belts.get(LIFTER);
  if (belt === undefined) throw new TypeError('The world of the demo has no lifter.');
  return belt;
};

export const createGuide = ({ world, bestKg, style, endsItself }: GuideOptions): Guide => {
  const { parts } = beltOf(world).programme;
  const events: SessionEvent[] = [];
  let session: GuidedSession | null = null;
  let ticking: NodeJS.Timeout | undefined;
  let compared = false;
  let ended: Moment | null = null;

  /** Time of the world, s; before it began everything is still to come. */
  const worldS = (): number =>
    world.beganAtMs === null ? -Infinity : (world.nowMs() - world.beganAtMs) / 1000;

  const timeOf = ({ part, after, s }: Chapter['begins']): number =>
    (after === 'start' ? parts[part].startS : parts[part].endS) + s;

  const open = (chapter: Chapter, number: number, to: GuidedSession): void => {
    const { title, text, load, outOfReachS } = chapter;
    to.print('', style.bold(`── ${number}/${CHAPTERS.length} ${title}`), ...wrapWords(text));
    to.tell({ title, text, chapter: number, chapters: CHAPTERS.length });
    if (load !== null) to.command({ type: 'load', loadKg: loadOf(load, bestKg) });
    if (outOfReachS !== undefined) world.act({ do: 'mute', belt: LIFTER, forS: outOfReachS });
  };

  /** Truth beside estimate, once. */
  const compare = ({ sessionS, nowS }: Moment, print: GuidedSession['print']): void => {
    if (compared || nowS === -Infinity) return;
    compared = true;
    const seen = { parts, names: PART_NAMES, events, zeroS: sessionS - nowS, nowS: sessionS };
    print(...verdictLines(outcomesOf(seen), style));
  };

  const lastWords = (to: GuidedSession): void => {
    if (endsItself) to.quit();
    else to.print('', 'The page stays until Ctrl-C.');
  };

  const stories: readonly Cue[] = parts.flatMap((part) =>
    narration(part.session).map(({ atS, text }) => ({
      atS: part.startS + atS,
      run: (to, nowS) => to.print(lifterLine(to.nowS() - nowS + part.startS + atS, text, style)),
    })),
  );
  const debriefS = timeOf(CHAPTERS[CHAPTERS.length - 1].begins);
  const cues: Cue[] = [
    ...CHAPTERS.map((chapter, i): Cue => ({
      atS: timeOf(chapter.begins),
      run: (to) => open(chapter, i + 1, to),
    })),
    ...stories,
    {
      atS: debriefS,
      run: (to: GuidedSession, nowS: number) =>
        compare({ sessionS: to.nowS(), nowS }, (...lines) => to.print(...lines)),
    },
    { atS: debriefS + LAST_WORDS_S, run: lastWords },
  ].toSorted((a, b) => a.atS - b.atS);

  const tick = (to: GuidedSession): void => {
    const nowS = worldS();
    try {
      while (cues.length > 0 && cues[0].atS <= nowS) cues.shift()?.run(to, nowS);
    } catch (error) {
      // The story is over; the session is not its business.
      clearInterval(ticking);
      to.print(`The story failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  return {
    begin: (begun) => {
      session = begun;
      ticking = setInterval(() => tick(begun), TICK_MS);
      tick(begun);
    },
    told: ({ output }) => {
      if (!isRemark(output) && output.type !== 'motion') events.push(output);
    },
    end: () => {
      clearInterval(ticking);
      if (session !== null) ended = { sessionS: session.nowS(), nowS: worldS() };
    },
    // A rep that was under way is told as the session closes: only now nothing more can come.
    closed: (print) => {
      if (ended !== null) compare(ended, print);
    },
  };
};
