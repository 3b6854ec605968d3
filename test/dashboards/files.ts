/** The committed dashboards as plain JSON, and every query in them: what Grafana will read, not what builds it. */
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { JSON_FOLDER } from '../../dashboards/src/index.ts';

const target = z.object({ refId: z.string(), query: z.string(), resultFormat: z.string() });

const panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  description: z.string().optional(),
  targets: z.array(target).default([]),
  fieldConfig: z
    .object({
      defaults: z.looseObject({ noValue: z.string().optional() }),
      overrides: z.array(z.object({ matcher: z.object({ id: z.string(), options: z.unknown() }) })),
    })
    .optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
});

const variable = z.object({
  type: z.enum(['datasource', 'query', 'custom']),
  name: z.string(),
  label: z.string(),
  description: z.string(),
  query: z.union([z.string(), z.object({ query: z.string() })]),
  regex: z.string().optional(),
  sort: z.number().optional(),
  includeAll: z.boolean().optional(),
  allValue: z.string().optional(),
  current: z.object({ value: z.string() }).optional(),
});

const file = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string(),
  time: z.object({ from: z.string(), to: z.string() }),
  panels: z.array(panel),
  annotations: z.object({ list: z.array(z.object({ name: z.string(), target })) }),
  templating: z.object({ list: z.array(variable) }),
});

export type DashboardVariable = z.infer<typeof variable>;
export type DashboardJson = z.infer<typeof file>;

export const fileNames = readdirSync(JSON_FOLDER).filter((name) => name.endsWith('.json'));

export const readText = (name: string): string => readFileSync(new URL(name, JSON_FOLDER), 'utf8');

/** As it is, for a schema. */
export const readRaw = (name: string): unknown => JSON.parse(readText(name));

/** What tests look at. */
export const readDashboard = (name: string): DashboardJson => file.parse(readRaw(name));

/** A query and where it stands. */
export interface PlacedQuery {
  readonly place: string;
  readonly query: string;
  readonly resultFormat: string;
}

/** Of panels and annotations; those of variables depend on each other and are asked one after the other. */
export const queriesOf = ({ title, panels, annotations }: DashboardJson): readonly PlacedQuery[] => [
  ...panels.flatMap((one) =>
    one.targets.map(({ refId, query, resultFormat }) => ({
      place: `${title}, panel "${one.title}", query ${refId}`,
      query,
      resultFormat,
    })),
  ),
  ...annotations.list.map(({ name, target: { query, resultFormat } }) => ({
    place: `${title}, annotation "${name}"`,
    query,
    resultFormat,
  })),
];

export const variableQuery = ({ query }: DashboardVariable): string =>
  typeof query === 'string' ? query : query.query;
