import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Script } from 'node:vm';
import { compiledFile, wrapModule } from './compile-ahead.ts';
import type { FirstRequest } from './rehearsal/start-rehearsal.ts';

// `compileAhead` runs this file in a process of its own. The arguments are the folder of the
// bundle, and the first requests for the function.

const [, , out = '', asked = ''] = process.argv;
const filename = `${out}/main.js`;
const script = new Script(wrapModule(readFileSync(filename, 'utf8')), { filename });
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module, filename, out);

/**
 * Sends the requests to the loaded function. The function answers on the first HTTP server that
 * this process creates.
 */
async function sendEach(requests: readonly FirstRequest[]): Promise<void> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const { path, ...init } of requests) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${out} answered ${response.status} to ${path}: ${text}`);
  }
}

await sendEach(JSON.parse(asked));
// The file contains the compiled code of everything that has run until now. V8 compiles all other
// code at its first call.
writeFileSync(`${out}/${compiledFile}`, script.createCachedData());
process.exit();
