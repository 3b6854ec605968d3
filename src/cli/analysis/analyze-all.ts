/** What `beltline analyze` does once its options are understood. */
import { BeltlineError } from '../../domain/error.ts';
import type { Analysis, AnalysisInput } from '../../recording/analysis/contract.ts';
import { printAnalysis } from '../../recording/analysis/print.ts';
import { EXIT, report } from '../errors.ts';
import { expandInputs } from '../inputs.ts';
import { write } from '../output.ts';
import { learnFromFiles } from './baseline.ts';
import { renderAnalysis } from './render.ts';
import type { AnalyzeOptions } from './request.ts';
import type { Reporting } from './reporting.ts';
import { ASSUMED_HEIGHT_M, inputOf, requestsFor } from './requests.ts';
import { analyseRecording } from './run.ts';
import { styleFor } from '../terminal/style.ts';

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

/** Says once, away from the results, that speeds rest on a guess. */
const createHeightNote = (): ((input: AnalysisInput) => void) => {
  let said = false;
  return ({ heightAssumed, barTravelM }) => {
    if (said || !heightAssumed || barTravelM !== null) return;
    said = true;
    process.stderr.write(
      `beltline: no --height given, ${ASSUMED_HEIGHT_M} m assumed; speeds are only as good as that guess.\n`,
    );
  };
};

const print = (analysis: Analysis, name: string, many: boolean, options: AnalyzeOptions): string =>
  options.json === true
    ? printAnalysis(many ? { ...analysis, file: name } : analysis)
    : renderAnalysis(analysis, name, styleFor(process.stdout));

/** What draws is loaded only where something is drawn. */
const openReporting = async (path: string): Promise<Reporting> => {
  const { createReporting } = await import('./reporting.ts');
  return createReporting(path);
};

/** Writes the report and says where it is: beside the results for people, away from those for programs. */
const finishReport = async (reporting: Reporting, path: string, json: boolean): Promise<number> => {
  try {
    if (!(await reporting.write()))
      process.stderr.write('beltline: nothing could be analysed, so no report was written.\n');
    else if (json) process.stderr.write(`beltline: the report with plots is in ${path}\n`);
    else await write(`The report with plots is in ${path}\n`);
    return EXIT.done;
  } catch (error) {
    return report(error);
  }
};

/**
 * Analyses every file and prints each result as it is ready. A file that cannot be read does not keep the others
 * from being analysed. Returns the exit code: the gravest of all files.
 */
export const analyzeAll = async (paths: readonly string[], options: AnalyzeOptions): Promise<number> => {
  const { files, several } = await expandInputs(paths);
  checkTogether(files, several, options);
  const reporting = options.report === undefined ? null : await openReporting(options.report);
  const baseline =
    options.baseline === undefined ? null : await learnFromFiles(options.baseline, inputOf(options));
  const sayHeight = createHeightNote();
  let exitCode: number = EXIT.done;
  for (const file of files) {
    try {
      const requests = await requestsFor(file, options, baseline);
      for (const named of requests) {
        const analysis = await (reporting?.analyse(named) ?? analyseRecording(named.request));
        sayHeight(analysis.input);
        await write(print(analysis, named.name, several || requests.length > 1, options));
      }
    } catch (error) {
      exitCode = Math.max(exitCode, report(error));
      reporting?.failed(file, error);
    }
  }
  if (reporting === null || options.report === undefined) return exitCode;
  return Math.max(exitCode, await finishReport(reporting, options.report, options.json === true));
};
