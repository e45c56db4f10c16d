import { Agent, request } from 'node:http';
import type { Load } from './load.ts';

// Sends requests to a function from a process of its own, so that the CPU time of sending is not
// counted.

/** Sends one request. @returns its status */
function send(agent: Agent, load: Load, index: number): Promise<number> {
  const { url, method, keys, paths, bodies } = load;
  const path = paths[index % paths.length] ?? '/';
  const body = bodies.length === 0 ? undefined : bodies[index % bodies.length];
  const headers = {
    authorization: `Bearer ${keys[index % keys.length]}`,
    'content-type': 'application/json',
    'x-forwarded-proto': 'https',
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, method, headers });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.end(body);
  });
}

async function sendAll(load: Load): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.atOnce });
  let next = 0;
  await Promise.all(
    Array.from({ length: load.atOnce }, async () => {
      while (next < load.count) {
        const index = next;
        next += 1;
        const status = await send(agent, load, load.from + index);
        if (status < 200 || status > 299) throw new Error(`${load.paths[0]} answered ${status}`);
      }
    }),
  );
  agent.destroy();
}

process.on('message', (load: Load) => {
  void sendAll(load).then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(String(error)),
  );
});
