import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { writeConsole } from '../../functions/manager/write-console.ts';
import { compileAhead } from './compile-ahead.ts';
import { root } from './functions.ts';
import { omitUnusedClients } from './omit-unused-clients.ts';
import type { Rehearsal } from './rehearsal/start-rehearsal.ts';
import { trimProtos } from './trim-protos.ts';

/**
 * Native code cannot be part of a bundle. So a function that hashes with bcrypt has the prebuilt
 * binaries in a folder beside its bundle.
 */
const nativePackages = ['bcrypt', 'node-gyp-build'];
/**
 * Only few requests contain a phone number. So the numbering plans are a separate file beside the
 * bundle, and a cold start does not read them.
 */
const latePackage = {
  name: 'libphonenumber-js',
  module: 'min',
  called: 'parsePhoneNumberFromString',
};
const lateModule = `${latePackage.name}/${latePackage.module}`;
/**
 * The platform on which functions run, and the platforms on which developers start bundles by hand.
 */
const shippedPlatforms = ['linux-x64', 'linux-arm64', 'darwin-arm64'];

function shipNative(out: string): void {
  for (const name of nativePackages) {
    const [from, to] = [`${root}node_modules/${name}`, `${out}/node_modules/${name}`];
    cpSync(from, to, {
      recursive: true,
      filter: (path) => {
        const inside = path.slice(from.length + 1);
        if (inside === '' || inside === 'prebuilds') return true;
        if (inside.startsWith('prebuilds/'))
          return shippedPlatforms.some((platform) => inside.startsWith(`prebuilds/${platform}`));
        return /^(?:[a-z-]+\.js|package\.json|LICENSE)$/.test(inside);
      },
    });
  }
}

async function shipLate(out: string): Promise<void> {
  const { name, module, called } = latePackage;
  const to = `${out}/node_modules/${name}`;
  await build({
    absWorkingDir: root,
    stdin: { contents: `export { ${called} } from '${lateModule}';`, resolveDir: root },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    outfile: `${to}/${module}.js`,
    logLevel: 'warning',
  });
  for (const licence of ['LICENSE', 'LICENSE.Apache'])
    cpSync(`${root}node_modules/${name}/${licence}`, `${to}/${licence}`);
}

/**
 * Bundles a function as CommonJS, because an ESM bundle of the Google clients crashes on
 * `__dirname`.
 */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // A bundle with short names answers its first request sooner. `npm run name-frames` finds the
  // places in the source for a stack trace.
  minify: true,
  legalComments: 'linked',
  external: [...nativePackages, lateModule],
  // Packages beside the bundle are loaded with `require`, because code that was compiled ahead
  // cannot use `import()`.
  supported: { 'dynamic-import': false },
  // At run time this name means the bundle's own folder, with the files beside the bundle.
  define: { 'import.meta.dirname': '__dirname' },
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Plugins that change the Google clients and their packages while esbuild makes a bundle. */
export const bundlePlugins = [omitUnusedClients, trimProtos] as const;

/**
 * Bundles one function into `dist/<name>/`, ready for the functions framework.
 * @returns the sources that the bundle contains
 */
export async function bundleFunction(name: string, rehearsal: Rehearsal): Promise<Metafile> {
  const out = `${root}dist/${name}`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { metafile } = await build({
    ...bundleOptions,
    plugins: [...bundlePlugins],
    entryPoints: [`${root}functions/${name}/index.ts`],
    outfile: `${out}/main.js`,
  });
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  if (left.some(({ path }) => nativePackages.includes(path))) shipNative(out);
  if (left.some(({ path }) => path === lateModule)) await shipLate(out);
  if (name === 'manager') await writeConsole(`${out}/console`);
  const engines = { node: '24.x' };
  const manifest = { name, private: true, type: 'commonjs', main: 'index.js', engines };
  writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  await compileAhead(name, out, rehearsal);
  return metafile;
}
