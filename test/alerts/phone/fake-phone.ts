/** An ntfy server or a webhook on loopback, as far as publishing goes: `POST` of JSON, access by a bearer token. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { afterEach } from 'vitest';
import { type Listening, listenOnLoopback } from '../../loopback.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakePhone extends Listening {
  readonly received: readonly Received[];
}

/** How ntfy answers: the message as it was published, or an object that says what is wrong. */
export const likeNtfy =
  (token: string | null) =>
  ({ path, headers, body }: Received, response: ServerResponse): void => {
    const answer = (status: number, content: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    if (token !== null && headers.authorization !== `Bearer ${token}`)
      return answer(403, { code: 40301, http: 403, error: 'forbidden' });
    if (path !== '/' || typeof body['topic'] !== 'string')
      return answer(400, { code: 40009, http: 400, error: 'invalid request: topic invalid' });
    return answer(200, { id: 'hwQ2YpKdmg', event: 'message', ...body });
  };

export const startFakePhone = async (
  answer: (received: Received, response: ServerResponse) => void,
): Promise<FakePhone> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) };
      received.push(one);
      answer(one, response);
    });
  });
  return { ...(await listenOnLoopback(server)), received };
};

/** Starts servers that are closed after each test of the file. */
export const servePhones = (): typeof startFakePhone => {
  const servers: FakePhone[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  return async (answer) => {
    const server = await startFakePhone(answer);
    servers.push(server);
    return server;
  };
};
