import http from 'node:http';
import { Server } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { createApp } from './create-app.ts';
import { serve } from './serve.ts';

afterEach(() => void vi.restoreAllMocks());

const logger = pino({ level: 'silent' });

/**
 * Plays the part of the functions framework, which asks the server to listen on this port. Returns
 * the arguments that reach Node's own `listen`. That `listen` is replaced, so the server does not
 * really listen.
 */
function listenedTo(isLocal: boolean, port: string): unknown[] {
  const listen = vi.spyOn(Server.prototype, 'listen').mockReturnThis();
  const app = createApp({ logger, monotonic: () => 0, newRequestId: () => 'request-1' });
  serve(app, { logger, isLocal });
  http.createServer().listen(port);
  return listen.mock.calls[0] ?? [];
}

test('with emulators a function listens on this machine only', () => {
  expect(listenedTo(true, '9001')).toEqual([{ port: '9001', host: '127.0.0.1' }]);
});

test('in production a function listens on all interfaces', () => {
  expect(listenedTo(false, '8080')).toEqual(['8080']);
});
