/** `beltline demo`: the whole product with a virtual lifter, or recordings of one in the terminal. */
import type { Command } from 'commander';
import { BeltlineError } from '../../domain/error.ts';
import { parseSeed, parseSpeed } from '../demo/options.ts';
import { parsePort, USUAL_PORT } from '../options.ts';

/** Options as commander hands them over. */
export interface DemoOptions {
  readonly scenario?: string;
  readonly seed?: number;
  /** Seconds of session in a second of clock; `Infinity` for as fast as it goes. */
  readonly speed: number;
  readonly twoSensors?: true;
  readonly bell?: true;
  readonly terminal?: true;
  readonly csv?: string;
  readonly list?: true;
  readonly page?: number;
  readonly bind?: string;
  readonly end?: true;
}

/** Faster than this the virtual radio cannot carry the samples. */
const FASTEST_GUIDED = 10;
const HERE = '127.0.0.1';

const NOTES = `
Without further options everything of a training session runs at once: a virtual
lifter wears a virtual belt on a virtual radio; the radio library, the link, the
analysis, the store and the live page are those of "beltline run --page". The
story takes three minutes: warm-up, a work set in which the back gives way, a lost
link, a grinder, the debrief, and three months of made-up training for the
trends. All of it is simulated, says so, and is thrown away at the end.

With --terminal, --scenario or --csv recordings of a virtual lifter go through
the analysis alone, as fast as you like, without radio, store and page.

Everything is simulated, so the truth is known: it stands beside what Beltline
found at the end. The usual seed was chosen because it shows the features; other
seeds show other lifters, and rounding that one sensor cannot see.

Ctrl-C stops the lifter and shows the table of what there was.

Examples:
  beltline demo
  beltline demo --speed 4
  beltline demo --bind 0.0.0.0   # for the phone in your network
  beltline demo --terminal --two-sensors
  beltline demo --scenario missed-pull --seed 7
  beltline demo --csv example    # writes the recordings for beltline analyze`;

const inTerminal = ({ terminal, scenario, csv, list }: DemoOptions): boolean =>
  terminal === true || scenario !== undefined || csv !== undefined || list === true;

const guided = async (options: DemoOptions): Promise<void> => {
  const { speed, seed, page: port = USUAL_PORT, bind = HERE } = options;
  if (speed > FASTEST_GUIDED) {
    throw new BeltlineError(
      'usage',
      `the whole product plays at ${FASTEST_GUIDED} times real time at most.`,
      {
        cure: 'Take a smaller --speed, or add --terminal to leave radio and page out.',
      },
    );
  }
  const { guidedDemo } = await import('../demo/guided/guided.ts');
  await guidedDemo({
    speed,
    ...(seed === undefined ? {} : { seed }),
    twoSensors: options.twoSensors === true,
    bell: options.bell === true,
    port,
    bind,
    endsItself: options.end === true,
  });
};

/** Options of the page say nothing where there is none. */
const refuseGuided = ({ page, bind, end }: DemoOptions): void => {
  const given = [page !== undefined && '--page', bind !== undefined && '--bind', end === true && '--end'];
  const [odd] = given.filter((name) => name !== false);
  if (odd === undefined) return;
  throw new BeltlineError('usage', `${odd} is for the live page, and the terminal has none.`, {
    cure: 'Leave it out, or leave out --terminal, --scenario, --csv and --list.',
  });
};

/** Adds the command to the program. */
export const registerDemo = (program: Command): void => {
  program
    .command('demo')
    .summary('a virtual lifter trains with the whole product; no hardware')
    .description('Shows Beltline at work: a virtual lifter trains, and you watch on the live page.')
    .option(
      '--speed <factor>',
      '1 is real time, up to 10; in the terminal up to 100, or "max"',
      parseSpeed,
      1,
    )
    .option('--seed <n>', 'which lifter on which day', parseSeed)
    .option('--two-sensors', 'the lifter wears a second sensor at the lowest ribs (T12)')
    .option('--bell', 'ring the terminal bell with every warning')
    .option('--page <port>', 'port of the live page, or the next free one (default 8440)', parsePort)
    .option('--bind <address>', 'where the page is served; 0.0.0.0 for your network (default: here only)')
    .option('--end', 'end when the story is over, instead of at Ctrl-C')
    .option('--terminal', 'recordings in the terminal only: a warm-up and a work set')
    .option('--scenario <name>', 'in the terminal: one recording of this scenario')
    .option('--csv <directory>', 'write recordings and their truth there instead of showing them')
    .option('--list', 'list the scenarios')
    .addHelpText('after', NOTES)
    .action(async (options: DemoOptions) => {
      if (!inTerminal(options)) return guided(options);
      refuseGuided(options);
      const { demo } = await import('../demo/demo.ts');
      return demo(options);
    });
};
