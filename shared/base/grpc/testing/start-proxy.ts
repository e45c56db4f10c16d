import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Starts a proxy in front of a server on this machine. The proxy can stop passing bytes on without
 * closing a connection. It ends with the test.
 */
export async function startProxy(port: number) {
  const sockets: net.Socket[] = [];
  const server = net.createServer((from) => {
    const to = net.connect(port, '127.0.0.1');
    from.pipe(to).pipe(from);
    sockets.push(from, to);
    for (const socket of [from, to]) socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Breaks the present connections without a sign. New connections work. */
    breakSilently: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}
