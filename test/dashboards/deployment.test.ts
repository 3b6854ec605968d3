/** Compose file, provisioning and what they refer to fit each other. They were not run: no container engine is needed here. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseConfig } from '../../src/cli/config/load.ts';
import { fileNames, readDashboard, readText } from './files.ts';

const ROOT = new URL('../../dashboards/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');

/** The keys of the Compose specification that are used here; any other is a mistake. */
const service = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  profiles: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  restart: z.enum(['no', 'unless-stopped']).optional(),
  network_mode: z.literal('host').optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string().regex(/^(127\.0\.0\.1|\$\{LISTEN_ON:-127\.0\.0\.1\}):\d+:\d+$/)).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD')]).rest(z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      start_period: z.string(),
    })
    .optional(),
  stdin_open: z.boolean().optional(),
  tty: z.boolean().optional(),
});
const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const compose = composeFile.parse(parse(text('compose.yaml')));
const services = Object.entries(compose.services);

describe('the compose file', () => {
  it('starts what exists: pinned images, or targets of the Dockerfile', () => {
    const dockerfile = text('Dockerfile');
    for (const [name, { image, build }] of services) {
      if (build === undefined) expect(image, name).toMatch(/^[a-z/]+:\d+\.\d+\.\d+$/);
      else expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${build.target}$`, 'm'));
    }
    for (const [, base] of dockerfile.matchAll(/^FROM (\S+) AS/gm))
      expect(base).toMatch(/^(build|lean|node:\d+\.\d+\.\d+-\S+)$/);
  });

  it('asks everything that keeps running how it is', () => {
    for (const [name, { restart, healthcheck }] of services)
      expect(healthcheck !== undefined, name).toBe(restart === 'unless-stopped');
  });

  it('waits only for services that can say how they are', () => {
    for (const [, { depends_on = {} }] of services)
      for (const other of Object.keys(depends_on)) expect(compose.services[other].healthcheck).toBeDefined();
  });

  it('holds no secret, and asks for each by a name that `.env.example` knows', () => {
    const known = new Set([...text('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name));
    for (const [, name] of text('compose.yaml').matchAll(/\$\{(\w+)/g)) expect(known).toContain(name);
    for (const [name, { environment }] of services)
      for (const [key, value] of Object.entries(environment))
        if (/TOKEN|PASSWORD/.test(key)) expect(value, `${name} ${key}`).toMatch(/^\$\{\w+:\?[^}]+\}$/);
    expect(text('.env.example')).toMatch(/^INFLUX_TOKEN=$/m);
  });

  it.each([
    ['beltline.toml', compose.services['influxdb'].environment['DOCKER_INFLUXDB_INIT_BUCKET']],
    ['virtual.toml', compose.services['example'].environment['INFLUX_BUCKET']],
  ])('gives Beltline a configuration that it understands, for the right bucket: %s', async (file, bucket) => {
    const { influx } = await parseConfig(file, text(file));
    const org = compose.services['influxdb'].environment['DOCKER_INFLUXDB_INIT_ORG'];
    expect(influx).toMatchObject({ org, bucket, token_env: 'INFLUX_TOKEN' });
  });

  it('mounts what is there', () => {
    for (const [, { volumes = [] }] of services)
      for (const [source] of volumes.map((one) => one.split(':')))
        if (source.startsWith('.')) expect(existsSync(new URL(source, ROOT)), source).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(source);
    // The image of InfluxDB runs only what may be run.
    expect(statSync(new URL('influxdb/10-example-bucket.sh', ROOT)).mode & 0o111).not.toBe(0);
  });
});

describe('provisioning', () => {
  const sources = z
    .object({
      datasources: z.array(
        z.object({
          uid: z.string(),
          type: z.literal('influxdb'),
          url: z.string(),
          isDefault: z.boolean(),
          jsonData: z.object({
            version: z.literal('InfluxQL'),
            dbName: z.string(),
            httpHeaderName1: z.literal('Authorization'),
          }),
          secureJsonData: z.object({ httpHeaderValue1: z.literal('Token ${INFLUX_TOKEN}') }),
        }),
      ),
    })
    .parse(parse(text('provisioning/datasources/influxdb.yaml'))).datasources;
  const { grafana, influxdb, example } = compose.services;

  it('finds both buckets, with the token from the environment of Grafana', () => {
    expect(sources.map(({ jsonData }) => jsonData.dbName)).toEqual([
      influxdb.environment['DOCKER_INFLUXDB_INIT_BUCKET'],
      example.environment['INFLUX_BUCKET'],
    ]);
    expect(text('influxdb/10-example-bucket.sh')).toContain(sources[1].jsonData.dbName);
    expect(sources.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    for (const { url } of sources)
      for (const [, name] of url.matchAll(/\$\{(\w+)\}/g)) expect(grafana.environment).toHaveProperty(name);
    expect(grafana.environment).toHaveProperty('INFLUX_TOKEN');
  });

  it('reads the dashboards from where they are mounted', () => {
    const { providers } = z
      .object({
        providers: z.array(z.object({ type: z.literal('file'), options: z.object({ path: z.string() }) })),
      })
      .parse(parse(text('provisioning/dashboards/beltline.yaml')));
    const mounted = (grafana.volumes ?? []).find((one) => one.startsWith('./json:'));
    expect(mounted).toBe(`./json:${providers[0].options.path}:ro`);
    const home = grafana.environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'];
    expect(fileNames.map((name) => `${providers[0].options.path}/${name}`)).toContain(home);
  });

  it('comes with a page that says which dashboard answers what', () => {
    const page = text('../docs/grafana.md');
    for (const name of fileNames)
      expect(page).toContain(`| ${readDashboard(name).title.replace('Beltline: ', '')} `);
  });

  it('links from dashboards lead to dashboards', () => {
    const uids = fileNames.map((name) => readDashboard(name).uid);
    for (const name of fileNames)
      for (const [, uid] of readText(name).matchAll(/\/d\/([\w-]+)/g)) expect(uids).toContain(uid);
  });
});
