import type { App } from '#shared/http/create-app.ts';
import { startBundle } from '../harness/function-process.ts';
import type { startInnerStack } from './start-inner-stack.ts';

type InnerStack = Awaited<ReturnType<typeof startInnerStack>>;

/** Headers that are not passed on: they belong to one connection, or `fetch` sets them itself. */
const ofConnection = ['connection', 'host', 'transfer-encoding', 'content-length', 'keep-alive'];

function passOn(url: string): App['fetch'] {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ofConnection) headers.delete(name);
    const body = request.method === 'POST' ? { body: await request.arrayBuffer() } : {};
    const sent = { method: request.method, headers, redirect: 'manual', ...body } as const;
    const answer = await fetch(url + pathname + search, sent);
    const answered = new Headers(answer.headers);
    // `fetch` has already decoded the body. So the header with the encoding is no longer true.
    for (const name of [...ofConnection, 'content-encoding']) answered.delete(name);
    return new Response(answer.body, { status: answer.status, headers: answered });
  };
}

/**
 * Starts the bundle of `manager` under the functions framework. From then on this bundle serves the
 * console's pages and the sign-in of the stack.
 */
export async function serveManagerBundle(stack: InnerStack): Promise<void> {
  const { url, stop } = await startBundle('manager', { ...stack.env, NODE_ENV: 'production' });
  stack.beforeStop(stop);
  stack.apps.manager.fetch = passOn(url);
}
