/** Writes the published JSON Schema of the analysis contract: `npm run schema`. A test tells when it is stale. */
import { writeFile } from 'node:fs/promises';
import { analysisJsonSchema, ANALYSIS_SCHEMA_FILE } from './analysis.ts';

await writeFile(ANALYSIS_SCHEMA_FILE, await analysisJsonSchema());
