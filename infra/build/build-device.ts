import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './functions.ts';

/** The largest compressed size of the module, in bytes. Every customer's page loads it. */
const compressedMax = 4_000;

/** The exports of the module, for pages that load it as a module or by a script tag. */
const entry = `export { openDevice } from './open-device.ts';
export { DeviceError } from './device-error.ts';
`;

/**
 * Builds `shared/device` as an ES module with its types, and for a plain script tag, where it is
 * `MayflyDevice`.
 * @throws an error when the compressed module is too large
 */
export async function buildDevice(out = `${root}dist/device`): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const formats = [
    { format: 'esm', file: 'mayfly-device.js' },
    { format: 'iife', file: 'mayfly-device.script.js', globalName: 'MayflyDevice' },
  ] as const;
  for (const { file, ...format } of formats) {
    await build({
      ...format,
      stdin: { contents: entry, resolveDir: `${root}shared/device`, loader: 'ts' },
      outfile: `${out}/${file}`,
      bundle: true,
      minify: true,
      platform: 'browser',
      target: ['chrome100', 'firefox100', 'safari15.4'],
      logLevel: 'warning',
    });
    const { length } = gzipSync(readFileSync(`${out}/${file}`));
    if (length > compressedMax)
      throw new Error(`${file} has ${length} bytes compressed, more than ${compressedMax}`);
  }
  const project = `${root}infra/build/device.tsconfig.json`;
  execFileSync(`${root}node_modules/.bin/tsc`, ['-p', project, '--outDir', `${out}/types`], {
    stdio: 'inherit',
  });
  cpSync(`${root}LICENSE`, `${out}/LICENSE`);
  cpSync(`${root}shared/device/README.md`, `${out}/README.md`);
}
