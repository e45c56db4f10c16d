import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Rehearsal } from './rehearsal/start-rehearsal.ts';

const compileBundle = fileURLToPath(new URL('compile-bundle.ts', import.meta.url));

/** Settings with which a function can be loaded. They give no address of an emulator. */
export const configuration = {
  GOOGLE_CLOUD_PROJECT: 'demo-build',
  KMS_LOCATION: 'europe',
  TASKS_AUDIENCE: 'https://build.example.com',
  TASKS_SERVICE_ACCOUNT: 'build@example.com',
};

/**
 * Node's wrapper around a CommonJS module (https://nodejs.org/api/modules.html#the-module-wrapper).
 */
const [before, after] = ['(function (exports, require, module, __filename, __dirname) {', '\n})'];

/**
 * Makes a script from the source of a module. The value of the script is the function that loads
 * the module.
 */
export const wrapModule = (source: string): string => before + source + after;

/**
 * The file with V8's compiled code of `main.js`. Only the same version of Node on the same kind of
 * machine can use it.
 */
export const compiledFile = `main.${process.version}-${process.platform}-${process.arch}.compiled`;

const entry = `'use strict';
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

// main.js with the code that V8 compiled at build time. Another Node, or another kind of machine,
// compiles main.js again.
const { version, platform, arch } = process;
const filename = __dirname + '/main.js';
let cachedData;
try {
  cachedData = readFileSync(__dirname + '/main.' + version + '-' + platform + '-' + arch + '.compiled');
} catch {}
const source = ${JSON.stringify(before)} + readFileSync(filename, 'utf8') + ${JSON.stringify(after)};
const script = new Script(source, { filename, cachedData });
script.runInThisContext()(exports, require, module, filename, __dirname);
`;

/**
 * Adds an entry file to a function's bundle. The entry file loads `main.js` with its compiled code,
 * because compiling takes a fifth of a cold start. Node's own cache does not help, because it works
 * only for the user who filled it. Before the compiled code is stored, the function answers its
 * first requests. So the compiled code includes the code that these requests need.
 * @throws an error if the function refuses one of the requests
 */
export async function compileAhead(name: string, out: string, rehearsal: Rehearsal): Promise<void> {
  writeFileSync(`${out}/index.js`, entry);
  const requests = JSON.stringify(await rehearsal.requestsOf(name));
  const { env } = rehearsal;
  await promisify(execFile)(process.execPath, [compileBundle, out, requests], { env });
}
