/**
 * A real InfluxDB for tests and benches: Debian's influxd 1.6.7, and nginx in front of it that translates the write
 * call of InfluxDB 2 (1.6.7 has none; InfluxDB 1.8 and later need no such help).
 *
 * Both run as children of this process in a folder of their own under the system's temporary directory, listen on free
 * ports of the loopback only, and are ended by pid. Data survive {@link RealInflux.kill} and {@link RealInflux.restart};
 * {@link RealInflux.stop} removes them.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, freePorts, startChild, untilReady } from './real-server/child.ts';
import { influxConfig, nginxConfig } from './real-server/config.ts';
import { type Query, queryAt } from './real-server/query.ts';

export interface RealInfluxOptions {
  /** Name of the database, made if there is none. Default `beltline`. */
  readonly db?: string;
  /** Without this token `v2Url` answers 401, as InfluxDB 2 does. By default every token is good. */
  readonly token?: string;
  /** Where data go instead of the temporary directory, a small file system for example. */
  readonly dataFolder?: string;
}

/** Which of both servers. */
export type Part = 'influxd' | 'nginx';

export interface RealInflux {
  /** For `url` of the official client: `POST /api/v2/write` and nothing else. */
  readonly v2Url: string;
  /** For InfluxQL: `GET /query?db=…&q=…` as InfluxDB 1.x answers it. */
  readonly queryUrl: string;
  /** The database; as a bucket too. Buckets `db/rp` are translated. */
  readonly db: string;
  /** Writes line protocol past the proxy, timestamps in µs; throws with the server's words if it refuses any. */
  write(lines: string | readonly string[]): Promise<void>;
  /** One InfluxQL statement; throws on its error. */
  query: Query;
  /** Ends one of both at once and waits until it is gone; `restart` brings it back. Default `influxd`, which gives 502. */
  kill(signal: NodeJS.Signals, part?: Part): Promise<void>;
  /** Starts what is not running, on the same ports with the same data, and waits until it answers. */
  restart(): Promise<void>;
  /** Ends both and removes their data. */
  stop(): Promise<void>;
}

interface Layout {
  readonly folder: string;
  readonly data: string;
  readonly ports: readonly [influx: number, rpc: number, nginx: number];
}

/** Another process may take a free port before its server does. */
const TRIES = 3;

const start: Readonly<Record<Part, (layout: Layout) => Promise<Child>>> = {
  influxd: async ({ folder, ports: [port] }) => {
    const child = startChild('influxd', ['-config', join(folder, 'influxdb.conf')], {
      HOME: folder,
    });
    await untilReady(child, `http://127.0.0.1:${port}/ping`);
    return child;
  },
  nginx: async ({ folder, ports: [, , port] }) => {
    const child = startChild('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
    await untilReady(child, `http://127.0.0.1:${port}/ready`);
    return child;
  },
};

const lay = async ({ token, dataFolder }: RealInfluxOptions): Promise<Layout> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-influx-'));
  const ports = await freePorts();
  const layout = { folder, data: dataFolder ?? join(folder, 'data'), ports };
  await writeFile(join(folder, 'influxdb.conf'), influxConfig(layout.data, ports[0], ports[1]));
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(folder, ports[0], ports[2], token));
  return layout;
};

const startBoth = async (layout: Layout): Promise<Map<Part, Child>> => {
  const running = new Map<Part, Child>();
  try {
    for (const part of ['influxd', 'nginx'] as const) running.set(part, await start[part](layout));
    return running;
  } catch (error) {
    await Promise.all([...running.values()].map((child) => child.end('SIGKILL')));
    throw error;
  }
};

const layAndStart = async (
  options: RealInfluxOptions,
): Promise<{ readonly layout: Layout; readonly running: Map<Part, Child> }> => {
  for (let attempt = 1; ; attempt += 1) {
    const layout = await lay(options);
    try {
      return { layout, running: await startBoth(layout) };
    } catch (error) {
      await rm(layout.folder, { recursive: true, force: true });
      if (attempt === TRIES) throw error;
    }
  }
};

/** Starts both servers and makes the database; a second or so. */
export const startInflux = async (options: RealInfluxOptions = {}): Promise<RealInflux> => {
  const { layout, running } = await layAndStart(options);
  const { folder, ports } = layout;
  const db = options.db ?? 'beltline';
  const queryUrl = `http://127.0.0.1:${ports[0]}`;
  const query = queryAt(queryUrl, db);
  await query(`CREATE DATABASE "${db}"`, 'POST');
  return {
    v2Url: `http://127.0.0.1:${ports[2]}`,
    queryUrl,
    db,
    query,
    async write(lines) {
      const body = typeof lines === 'string' ? lines : lines.join('\n');
      const answer = await fetch(`${queryUrl}/write?db=${db}&precision=u`, { method: 'POST', body });
      if (answer.status !== 204) throw new Error(`${answer.status}: ${await answer.text()}`);
    },
    async kill(signal, part = 'influxd') {
      await running.get(part)?.end(signal);
      running.delete(part);
    },
    async restart() {
      for (const part of ['influxd', 'nginx'] as const)
        if (!running.has(part)) running.set(part, await start[part](layout));
    },
    async stop() {
      await Promise.all([...running.values()].map((child) => child.end('SIGKILL')));
      running.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
