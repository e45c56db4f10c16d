import { Server } from 'node:net';

// Node loads this file before the functions framework. Then the framework listens on this machine
// only, on a free port, and prints the number of the port.
const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen')?.value as (
  ...options: unknown[]
) => Server;
Server.prototype.listen = function listenLocally(this: Server, _port: unknown, ready: () => void) {
  this.once('listening', () => {
    const address = this.address();
    if (typeof address === 'object') console.log(`listening on ${address?.port}`);
  });
  return listen.call(this, { port: 0, host: '127.0.0.1' }, ready);
} as typeof Server.prototype.listen;
