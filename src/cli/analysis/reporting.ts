/** `--report`: one HTML file about everything that was analysed. */
import { ALERT_DEFAULTS } from '../../alerts/policy.ts';
import { isBeltlineError } from '../../domain/error.ts';
import type { Analysis } from '../../recording/analysis/contract.ts';
import type { ReportFailure, ReportLimits, ReportSection } from '../../report/content.ts';
import { htmlReport } from '../../report/document.ts';
import { lumbarLimitsDeg } from '../../signal/lumbar/parameters.ts';
import { version } from '../version.ts';
import { FOOTER } from './render.ts';
import { checkReportFile, writeReportFile } from './report-file.ts';
import { createSectionGatherer, OVERVIEW_HZ } from './report-section.ts';
import type { NamedRequest } from './requests.ts';
import { analyseRecording } from './run.ts';

/** The limits that an analysis of a file is made with. */
const LIMITS: ReportLimits = {
  lumbarDeg: {
    proxy: lumbarLimitsDeg('proxy'),
    measured: lumbarLimitsDeg('measured'),
  },
  lossPct: { amber: ALERT_DEFAULTS.lossAmberPct, red: ALERT_DEFAULTS.lossRedPct },
};

const DISCLAIMERS = [...FOOTER, 'Beltline is no medical device.'];

export interface Reporting {
  /** Analyses one recording, and keeps what the report shows of it. */
  analyse(named: NamedRequest): Promise<Analysis>;
  /** A file that could not be analysed. */
  failed(file: string, error: unknown): void;
  /** Writes the file; false where there is nothing to report. */
  write(): Promise<boolean>;
}

const whyOf = (error: unknown): string =>
  isBeltlineError(error) ? error.describe() : 'an internal error of Beltline.';

/** @param path of the report; throws where none can be written */
export const createReporting = async (path: string): Promise<Reporting> => {
  await checkReportFile(path);
  const sections: ReportSection[] = [];
  const failures: ReportFailure[] = [];
  return {
    async analyse({ name, request, simulated, recorded }) {
      const gatherer = createSectionGatherer();
      const analysis = await analyseRecording({ ...request, motionHz: OVERVIEW_HZ }, (event) =>
        gatherer.tell(event),
      );
      const facts = {
        name: name === '-' ? 'standard input' : name,
        recorded,
        simulated,
      };
      sections.push(gatherer.section(analysis, facts));
      return analysis;
    },
    failed: (name, error) => void failures.push({ name, why: whyOf(error) }),
    async write() {
      if (sections.length === 0) return false;
      const software = `beltline ${version}`;
      await writeReportFile(
        path,
        htmlReport({ sections, failures, limits: LIMITS, disclaimers: DISCLAIMERS, software }),
      );
      return true;
    },
  };
};
