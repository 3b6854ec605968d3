/** The analysis contract as JSON Schema text, formatted like every file here. */
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { ANALYSIS_SCHEMA, analysisSchema } from '../src/recording/analysis/contract.ts';

/** Where the published schema lies. */
export const ANALYSIS_SCHEMA_FILE = fileURLToPath(
  new URL('beltline.analysis-1.schema.json', import.meta.url),
);

/** Text of the published schema. */
export const analysisJsonSchema = async (): Promise<string> => {
  const { $schema, ...rest } = z.toJSONSchema(analysisSchema);
  const schema = { $schema, title: ANALYSIS_SCHEMA, ...rest };
  const style = await resolveConfig(ANALYSIS_SCHEMA_FILE);
  return format(JSON.stringify(schema), { ...style, parser: 'json' });
};
