/** A server on the loopback that answers writes as a test says: for what a real InfluxDB does only on a bad day. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type Listening, listenOnLoopback } from '../loopback.ts';

export interface Written {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly lines: readonly string[];
}

export interface FakeAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeInflux extends Listening {
  /** Requests so far. */
  readonly written: readonly Written[];
}

/** `hang` answers never, `cut` closes the connection without an answer. */
export type Behaviour = (request: Written) => FakeAnswer | 'hang' | 'cut';

export const startFakeInflux = async (behave: Behaviour): Promise<FakeInflux> => {
  const written: Written[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
      const one = { path: request.url ?? '', headers: request.headers, lines: body.toString().split('\n') };
      written.push(one);
      const answer = behave(one);
      if (answer === 'hang') return;
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  return { ...(await listenOnLoopback(server)), written };
};
