/** `beltline influx status` and `dead`, and what `beltline doctor` says about InfluxDB. */
import type { Finding } from '../../devices/link/doctor.ts';
import type { Outbox } from '../../domain/outbox.ts';
import { wordsFor } from '../../influx/problem.ts';
import type { InfluxSettings } from '../../influx/settings.ts';
import { askInflux } from './answers.ts';
import { deadWords, placeWords, pointsWords, waitingWords, waitWords } from './words.ts';

/** Says whether InfluxDB takes points and what waits for it. Exit code 1 if it does not. */
export const influxStatus = async (
  settings: InfluxSettings,
  outbox: Outbox,
  say: (line: string) => void,
): Promise<number> => {
  const problem = await askInflux(settings);
  const { dead } = outbox.counts();
  say(`InfluxDB  ${placeWords(settings)}`);
  say(`waiting   ${waitingWords(outbox)}`);
  say(`refused   ${dead === 0 ? 'none' : `${pointsWords(dead)}; \`beltline influx dead\` says why`}`);
  if (problem === null) {
    say('It takes points.');
    return 0;
  }
  const { what, cure } = wordsFor(problem, settings);
  say(`!!! ${what}`);
  say(`    ${cure} Points wait meanwhile.`);
  return 1;
};

/** Lists refused lines, oldest first. */
export const listDead = (outbox: Outbox, limit: number, say: (line: string) => void): void => {
  const { dead } = outbox.counts();
  const lines = outbox.deadLines(limit);
  for (const line of lines) deadWords(line).forEach(say);
  if (dead > lines.length) say(`… and ${dead - lines.length} more; --limit shows them.`);
  say(
    dead === 0
      ? 'InfluxDB has refused nothing.'
      : `${pointsWords(dead)} refused. Mend the cause, then run \`beltline influx retry\`.`,
  );
};

/** For the doctor. @param outbox `null` where nothing is kept */
export const influxFindings = async (settings: InfluxSettings, outbox: Outbox | null): Promise<Finding[]> => {
  const where = placeWords(settings);
  const problem = await askInflux(settings);
  const { waiting, dead } = outbox?.counts() ?? { waiting: 0, dead: 0 };
  const wait = waiting === 0 ? '' : `; ${waitWords(waiting)}`;
  const reach: Finding =
    problem === null
      ? { severity: 'ok', what: `InfluxDB takes points${wait}`, where, cure: null }
      : { severity: 'problem', ...wordsFor(problem, settings), where: `${where}${wait}` };
  if (dead === 0) return [reach];
  const refused: Finding = {
    severity: 'problem',
    what: `InfluxDB has refused ${pointsWords(dead)}: ${outbox?.deadLines(1)[0]?.reason ?? ''}`,
    where: 'kept aside',
    cure: 'See them with `beltline influx dead`, mend the cause, then run `beltline influx retry`.',
  };
  return [reach, refused];
};
