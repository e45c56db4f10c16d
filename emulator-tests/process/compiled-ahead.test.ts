import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiledFile, configuration, wrapModule } from '../../infra/build/compile-ahead.ts';
import { functionNames, root } from '../../infra/build/functions.ts';
import { buildBundles } from '../harness/build-bundles.ts';

const copies = mkdtempSync(join(tmpdir(), 'compiled-'));

beforeAll(async () => buildBundles(functionNames()));
afterAll(() => rmSync(copies, { recursive: true }));

/**
 * Loads a bundle in a new process. @returns whether V8 rejected the compiled code, and the type of
 * the bundle's export
 */
async function load(out: string): Promise<string> {
  const code = `
    const vm = require('node:vm');
    vm.Script = class extends vm.Script {
      constructor(...options) {
        super(...options);
        console.log(this.cachedDataRejected);
      }
    };
    console.log(typeof require(${JSON.stringify(out)}).handler)`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', code], {
    env: configuration,
  });
  return stdout + stderr;
}

test.each(functionNames())('V8 accepts the compiled code of %s', (name) => {
  const out = `${root}dist/${name}`;
  const cachedData = readFileSync(`${out}/${compiledFile}`);
  const source = wrapModule(readFileSync(`${out}/main.js`, 'utf8'));
  expect(new Script(source, { cachedData }).cachedDataRejected).toBe(false);
});

/**
 * Loads a bundle, but sends it no request. Returns the size of the code that V8 has compiled by
 * then, in bytes.
 */
async function sizeWhenLoaded(name: string): Promise<number> {
  const main = `${root}dist/${name}/main.js`;
  const wrapped = join(copies, `${name}.js`);
  writeFileSync(wrapped, wrapModule(readFileSync(main, 'utf8')));
  const code = `
    const main = ${JSON.stringify(main)};
    const source = require('node:fs').readFileSync(${JSON.stringify(wrapped)}, 'utf8');
    const script = new (require('node:vm').Script)(source);
    const load = require('node:module').createRequire(main);
    script.runInThisContext()({}, load, { exports: {} }, main, require('node:path').dirname(main));
    console.log(script.createCachedData().length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], {
    env: configuration,
  });
  return Number(stdout);
}

test.each(['chat', 'purge'])(
  'the compiled code of %s includes the code of a first request',
  async (name) => {
    const shipped = readFileSync(`${root}dist/${name}/${compiledFile}`).length;
    expect(shipped).toBeGreaterThan(1.1 * (await sizeWhenLoaded(name)));
  },
);

test.each([
  ['in another folder', 'false', () => {}],
  ['without its compiled code', 'undefined', (out: string) => rmSync(`${out}/${compiledFile}`)],
  [
    'with compiled code of another V8',
    'true',
    (out: string) => {
      const compiled = readFileSync(`${out}/${compiledFile}`);
      writeFileSync(`${out}/${compiledFile}`, compiled.fill(0xff, 0, 16));
    },
  ],
])('a bundle loads %s', async (name, isRejected, change) => {
  const out = join(copies, name.replaceAll(' ', '-'));
  cpSync(`${root}dist/chat`, out, { recursive: true });
  change(out);
  expect(await load(out)).toBe(`${isRejected}\nfunction\n`);
});
