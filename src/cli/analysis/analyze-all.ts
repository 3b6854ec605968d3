/** What `beltline analyze` does once its options are understood. */
import { BeltlineError } from '../../domain/error.ts';
import type { Analysis } from '../../recording/analysis/contract.ts';
import { printAnalysis } from '../../recording/analysis/print.ts';
import { EXIT, report } from '../errors.ts';
import { expandInputs } from '../inputs.ts';
import { write } from '../output.ts';
import { learnFromFiles } from './baseline.ts';
import { renderAnalysis } from './render.ts';
import type { AnalyzeOptions } from './request.ts';
import { ASSUMED_HEIGHT_M, inputOf, requestsFor } from './requests.ts';
import { analyseRecording } from './run.ts';
import { isOurs } from './sources.ts';
import { styleFor } from './style.ts';

const checkTogether = (files: readonly string[], several: boolean, options: AnalyzeOptions): void => {
  if (options.thoracic !== undefined && several) {
    throw new BeltlineError('usage', 'one --thoracic recording cannot belong to several recordings.', {
      cure: 'Analyse them one at a time, each with its own --thoracic.',
    });
  }
  if ([...files, options.thoracic, ...(options.baseline ?? [])].filter((file) => file === '-').length > 1) {
    throw new BeltlineError('usage', 'standard input (-) can be read only once.', {
      cure: 'Name files instead.',
    });
  }
};

/**
 * Analyses every file and prints each result as it is ready. A file that cannot be read does not keep the others
 * from being analysed. Returns the exit code: the gravest of all files.
 */
export const analyzeAll = async (paths: readonly string[], options: AnalyzeOptions): Promise<number> => {
  const { files, several } = await expandInputs(paths);
  checkTogether(files, several, options);
  const input = inputOf(options);
  if (input.heightAssumed && input.barTravelM === null && !files.every(isOurs)) {
    process.stderr.write(
      `beltline: no --height given, ${ASSUMED_HEIGHT_M} m assumed; speeds are only as good as that guess.\n`,
    );
  }
  const baseline = options.baseline === undefined ? null : await learnFromFiles(options.baseline, input);
  const print = (analysis: Analysis, name: string, many: boolean): string =>
    options.json === true
      ? printAnalysis(many ? { ...analysis, file: name } : analysis)
      : renderAnalysis(analysis, name, styleFor(process.stdout));
  let exitCode: number = EXIT.done;
  for (const file of files) {
    try {
      const requests = await requestsFor(file, options, baseline);
      for (const { name, request } of requests)
        await write(print(await analyseRecording(request), name, several || requests.length > 1));
    } catch (error) {
      exitCode = Math.max(exitCode, report(error));
    }
  }
  return exitCode;
};
