import http, { type RequestListener, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App, AppDeps } from './create-app.ts';
import { deadlines } from './guards/limit-time.ts';
import type { Logger } from './logger.ts';

/**
 * The time that running requests get after SIGTERM. It is less than 10 s, because Cloud Run kills
 * the process after 10 s.
 */
const drainMs = 9_000;
const closeIdleMs = 50;
const headersTimeoutMs = 10_000;
/**
 * The time in which a request must arrive completely. If it does not, its connection is closed. The
 * time is longer than the deadline of an upload, so a slow upload gets an answer first.
 */
const requestTimeoutMs = deadlines.upload + 10_000;

/**
 * After SIGTERM the server accepts no more connections and lets running requests finish, for at
 * most `drainMs`. Then the process exits with 0. This replaces the signal handlers of the functions
 * framework, which would answer running requests with 500.
 */
function drainOnSigterm(server: Server, logger: Logger): void {
  let isDraining = false;
  const drain = () => {
    if (isDraining) return;
    isDraining = true;
    logger.info('draining');
    server.close(() => process.exit(0));
    // The connection of an answered request is idle. Without this call it would stay open until its
    // keep-alive ends, and delay the end of the process.
    setInterval(() => server.closeIdleConnections(), closeIdleMs).unref();
    setTimeout(() => process.exit(0), drainMs).unref();
  };
  // The framework adds its signal handlers when the server listens, but after this listener runs.
  // So this listener replaces them in the next turn of the event loop.
  server.once('listening', () =>
    setImmediate(() => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.removeAllListeners(signal);
        // Without a handler, a second signal would end the process at once.
        process.on(signal, drain);
      }
    }),
  );
}

/**
 * Lets a server accept connections from this machine only. It is used with emulators, because
 * nothing protects their data.
 */
function listenHere(server: Server): void {
  const listen = server.listen.bind(server) as (...asked: readonly unknown[]) => Server;
  server.listen = (port: unknown, ...others: readonly unknown[]) =>
    listen({ port, host: '127.0.0.1' }, ...others);
}

/**
 * Creates the function that the functions framework runs for an app. The framework's own listener
 * would first parse each body, print malformed bodies to stderr, and keep up to 1 GB in memory. So
 * the framework's server gets the app's listener instead. This works because the framework loads
 * this module before it creates its server.
 */
export function serve(
  app: App,
  { logger, isLocal }: Pick<AppDeps, 'logger' | 'isLocal'>,
): RequestListener {
  const listener = getRequestListener(app.fetch);
  const answer: RequestListener = (request, response) => void listener(request, response);
  const { createServer } = http;
  http.createServer = () => {
    http.createServer = createServer;
    const server = createServer(
      { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs },
      answer,
    );
    drainOnSigterm(server, logger);
    if (isLocal) listenHere(server);
    return server;
  };
  return answer;
}
