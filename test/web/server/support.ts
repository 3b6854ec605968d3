/** A page server with a page of two files, and a page on the other end. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { ClientMessage, LifterView, PageCommand, ServerMessage } from '../../../src/web/contract.ts';
import { NO_HISTORY } from '../../../src/web/server/history.ts';
import { type PageServerOptions, startPageServer } from '../../../src/web/server/server.ts';
import { createTokens } from '../../../src/web/server/tokens.ts';

export const LIFTER: LifterView = {
  id: 'anna',
  athlete: 'anna',
  exercise: 'squat',
  loadKg: 100,
  muted: false,
  monitoring: 'ok',
  setUp: null,
  liftOffS: null,
  withdrawn: false,
  set: null,
  lossLimitsPct: { amber: 15, red: 25 },
  links: [],
};

export const startTestServer = async (changed: Partial<PageServerOptions> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'beltline-page-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(join(folder, 'main.js'), 'export {};');
  writeFileSync(join(folder, '.secret'), 'no');
  const tokens = createTokens();
  const lifter = tokens.give('lifter', 0);
  const viewer = tokens.give('viewer', 0);
  const commands: { readonly lifter: string; readonly command: PageCommand }[] = [];
  const logged: string[] = [];
  const server = await startPageServer({
    bind: '127.0.0.1',
    port: 0,
    hosts: ['127.0.0.1', 'localhost'],
    folder,
    tokens,
    history: NO_HISTORY,
    version: 'test',
    simulated: true,
    athletes: ['anna'],
    exercises: ['squat'],
    state: () => ({ atS: 1, lifters: [LIFTER], story: null }),
    traces: () => null,
    onCommand: async (to, command) => {
      commands.push({ lifter: to, command });
      return command.type === 'buzz' ? 'Nothing that can buzz is connected.' : null;
    },
    log: (text) => logged.push(text),
    ...changed,
    times: { stateMs: 5, helloMs: 100, checkMs: 30, beatMs: 60_000, ...changed.times },
  });
  return {
    server,
    tokens,
    lifter,
    viewer,
    commands,
    logged,
    base: `http://127.0.0.1:${server.port}`,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** A page, or whoever pretends to be one. */
export const openPageSocket = async (port: number, headers: Readonly<Record<string, string>> = {}) => {
  const host = `127.0.0.1:${port}`;
  const socket = new WebSocket(`ws://${host}/live`, { headers: { origin: `http://${host}`, ...headers } });
  const heard: ServerMessage[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  const failed = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });
  socket.on('error', () => {});
  const refused = await Promise.race([once(socket, 'open').then(() => null), failed]);
  return {
    refused,
    heard,
    closed,
    socket,
    send: (message: ClientMessage) => socket.send(JSON.stringify(message)),
    /** Resolves with the first message of a kind. */
    until: async (type: ServerMessage['type']): Promise<ServerMessage> => {
      for (;;) {
        const found = heard.find((message) => message.type === type);
        if (found !== undefined) return found;
        await once(socket, 'message');
      }
    },
  };
};
