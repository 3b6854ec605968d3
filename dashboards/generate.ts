/** Writes the dashboards' JSON: `npm run dashboards`. A test tells when it is stale. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dashboardFiles, JSON_FOLDER } from './src/index.ts';

await mkdir(JSON_FOLDER, { recursive: true });
for (const [name, content] of dashboardFiles()) await writeFile(new URL(name, JSON_FOLDER), content);
