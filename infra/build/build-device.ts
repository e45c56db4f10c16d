import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './functions.ts';

/** The largest compressed size of the module in bytes. The pages of tenants load the module. */
const compressedMax = 4_000;

/** The exports of the module. A page loads it as a module or with a script tag. */
const entry = `export { openDevice } from './open-device.ts';
export { DeviceError } from './device-error.ts';
`;

/** Bundles the module in memory: as an ES module, or for a plain script tag (`iife`). */
export async function bundleDevice(format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    format,
    ...(format === 'iife' && { globalName: 'MayflyDevice' }),
    stdin: { contents: entry, resolveDir: `${root}shared/device`, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    target: ['chrome100', 'firefox100', 'safari15.4'],
    logLevel: 'warning',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('the device module was not built');
  return file.text;
}

/**
 * Builds `shared/device` as an ES module with its types, and for a script tag, where its name is
 * `MayflyDevice`.
 * @throws an error if the compressed module is too large
 */
export async function buildDevice(out = `${root}dist/device`): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = { esm: 'mayfly-device.js', iife: 'mayfly-device.script.js' } as const;
  for (const format of ['esm', 'iife'] as const) {
    const bundle = await bundleDevice(format);
    const { length } = gzipSync(bundle);
    if (length > compressedMax)
      throw new Error(
        `${files[format]} has ${length} bytes compressed, more than ${compressedMax}`,
      );
    writeFileSync(`${out}/${files[format]}`, bundle);
  }
  const project = `${root}infra/build/device.tsconfig.json`;
  execFileSync(`${root}node_modules/.bin/tsc`, ['-p', project, '--outDir', `${out}/types`], {
    stdio: 'inherit',
  });
  cpSync(`${root}LICENSE`, `${out}/LICENSE`);
  cpSync(`${root}shared/device/README.md`, `${out}/README.md`);
}
