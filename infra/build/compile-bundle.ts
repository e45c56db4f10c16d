import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Script } from 'node:vm';
import { compiledFile, wrapModule } from './compile-ahead.ts';
import type { FirstRequest } from './rehearsal/start-rehearsal.ts';

// `compileAhead` runs this file in a process of its own. The arguments are the bundle's folder and
// a first request.

const [, , out = '', asked = ''] = process.argv;
const filename = `${out}/main.js`;
const script = new Script(wrapModule(readFileSync(filename, 'utf8')), { filename });
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module, filename, out);

/** Sends the request to the loaded function, which answers on the first server of this process. */
async function sendFirst({ path, ...init }: FirstRequest): Promise<void> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${out} answered ${response.status} to its first request: ${text}`);
}

await sendFirst(JSON.parse(asked));
// The file contains the code that ran while the bundle loaded and answered its first request. V8
// compiles other code at its first call.
writeFileSync(`${out}/${compiledFile}`, script.createCachedData());
process.exit();
