import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { App } from '#shared/http/create-app.ts';
import { functions } from '../../manifest.ts';
import type { FunctionApps } from './function-apps.ts';
import { localProblem } from './local-problem.ts';
import { createRewriteMatcher, type Rewrite } from './match-rewrite.ts';

export interface Gateway {
  port: number;
  baseUrl: string;
  /**
   * From now on, sends requests to these apps. Before this call the gateway answers every request
   * with 503.
   */
  serve(apps: FunctionApps, local: App): void;
  /**
   * Accepts no more requests, and waits for the running requests. After a time limit it closes
   * their connections.
   */
  stop(): Promise<void>;
}

type Fetch = (request: Request) => Response | Promise<Response>;

const drainMs = 9_000;
const sweepMs = 50;

/**
 * Opens the port before the functions are ready, so that no other process can take the port
 * meanwhile.
 */
export async function openGateway(port: number, rewrites: readonly Rewrite[]): Promise<Gateway> {
  let answer: Fetch = () => localProblem(503, 'starting', 'The local stack is starting');
  const listener = getRequestListener((request) => answer(request), {
    overrideGlobalObjects: false,
  });
  const server = createServer((request, response) => void listener(request, response));
  await listen(server, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    baseUrl: `http://127.0.0.1:${bound}`,
    serve(apps, local) {
      answer = createRouter(rewrites, apps, local);
    },
    stop: () => close(server),
  };
}

/**
 * Returns the router. It sends each request to the function that Firebase Hosting or Cloud
 * Scheduler would call. It finds this function by the rewrites of Firebase Hosting and the task
 * paths of the manifest. Paths below `/_local/` go to `local`.
 */
export function createRouter(rewrites: readonly Rewrite[], apps: FunctionApps, local: App): Fetch {
  const match = createRewriteMatcher(rewrites);
  const tasks = new Map(
    functions.flatMap((entry) => entry.tasks.map((path): [string, string] => [path, entry.name])),
  );
  return (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/_local/')) return local.fetch(request);
    const name = tasks.get(pathname) ?? match(pathname) ?? '';
    const app = Object.hasOwn(apps, name) ? apps[name as keyof FunctionApps] : apps.manager;
    return app.fetch(request);
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EADDRINUSE') {
      const next = port < 65_535 ? port + 1 : port - 1;
      throw new Error(`Port ${port} is taken. Choose another: npm start -- --port ${next}`, {
        cause,
      });
    }
    throw new Error(`Port ${port} cannot be used (${String(code)}); choose another with --port`, {
      cause,
    });
  }
}

async function close(server: Server): Promise<void> {
  const force = setTimeout(() => server.closeAllConnections(), drainMs);
  // Without this timer, a connection whose request was just answered would stay open for a next
  // request.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(force);
  clearInterval(sweep);
}
