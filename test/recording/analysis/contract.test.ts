import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { analysisJsonSchema, ANALYSIS_SCHEMA_FILE } from '../../../schema/analysis.ts';
import { analysisSchema } from '../../../src/recording/analysis/contract.ts';
import { printAnalysis } from '../../../src/recording/analysis/print.ts';
import { sampleAnalysis } from './sample.ts';

describe('the analysis contract', () => {
  it('is published as it is: run "npm run schema" if this fails', async () => {
    expect(await readFile(ANALYSIS_SCHEMA_FILE, 'utf8')).toBe(await analysisJsonSchema());
  });

  it('survives printing, to six decimals', () => {
    const printed: unknown = JSON.parse(printAnalysis(sampleAnalysis()));
    expect(analysisSchema.parse(printed)).toEqual(sampleAnalysis());
    expect(printAnalysis({ ...sampleAnalysis(), file: 'a.csv' })).toMatch(/"file":"a\.csv"/);
  });

  it('is one line', () => {
    expect(printAnalysis(sampleAnalysis())).toMatch(/^[^\n]+\n$/);
  });

  it('refuses a number that went wrong instead of printing null', () => {
    const analysis = sampleAnalysis();
    const broken = { ...analysis, recording: { ...analysis.recording, durationS: Number.NaN } };
    expect(() => printAnalysis(broken)).toThrow(/recording\.durationS/);
  });

  it('refuses a field it does not know', () => {
    expect(analysisSchema.safeParse({ ...sampleAnalysis(), extra: 1 }).success).toBe(false);
  });
});
