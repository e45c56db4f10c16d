import { Server } from 'node:net';

// Node loads this file before the functions framework. Then the framework listens on this machine
// only, on the port in PORT.
const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen')?.value as (
  ...options: unknown[]
) => Server;
Server.prototype.listen = function listenLocally(this: Server, _port: unknown, ready: () => void) {
  const port = Number(process.env['PORT']);
  return listen.call(this, { port, host: '127.0.0.1' }, ready);
} as typeof Server.prototype.listen;
