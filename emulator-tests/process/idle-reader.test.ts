import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { untilIdle } from '#shared/http/answer/until-idle.ts';
import { headOf } from './send-raw.ts';

/** More bytes than the operating system buffers for a connection that nobody reads. */
const content = Buffer.alloc(64 * 1024 * 1024);

test('if the client stops reading a download, the server closes the connection and ends the source of the download', async () => {
  const source = Readable.from([content], { objectMode: false });
  const server = serve({
    fetch: () => new Response(untilIdle(source, 300)),
    hostname: '127.0.0.1',
    port: 0,
    overrideGlobalObjects: false,
  });
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  const closed = new Promise<void>((resolve) => {
    server.on('connection', (own) => own.on('close', () => resolve()));
  });
  socket.on('error', () => undefined);
  // The client sends its request and never reads the answer.
  socket.pause();
  socket.write(headOf('GET /', {}));
  await closed;
  expect(source.destroyed).toBe(true);
  socket.destroy();
  server.close();
});
