import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { receiverCertificate, receiverKey } from './receiver-certificate.ts';

/** The host name in the receiver's certificate. */
export const receiverName = 'receiver.example.com';

export type Received = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: string;
};

/** Answers a request. The receiver calls this function after it has got the whole request. */
export type Answer = (response: Parameters<RequestListener>[1], received: Received) => unknown;

export type Receiver = {
  readonly port: number;
  /** The received requests, in order. */
  readonly received: Received[];
  /** The number of connections that were made. */
  readonly connections: () => number;
};

async function listen(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(async () => {
    server.closeAllConnections();
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    await closed.promise;
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Starts a real server on this machine, which stands for a tenant's system. It stops when the test
 * ends.
 */
export async function startReceiver(
  answer: Answer,
  protocol: 'http' | 'https' = 'https',
): Promise<Receiver> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      const one = { method, path, headers, body: Buffer.concat(parts).toString('utf8') };
      received.push(one);
      answer(response, one);
    });
  };
  const server =
    protocol === 'http'
      ? createHttp(listener)
      : createHttps({ cert: receiverCertificate, key: receiverKey }, listener);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server);
  return { port, received, connections: () => connections };
}
