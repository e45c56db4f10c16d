import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { compileAhead } from './compile-ahead.ts';
import { root } from './functions.ts';
import { omitUnusedClients } from './omit-unused-clients.ts';
import { trimProtos } from './trim-protos.ts';

/** Native, so it cannot be bundled; its prebuilt binaries are shipped beside the bundle of those who hash. */
const nativePackages = ['bcrypt', 'node-gyp-build'];
/** The only platform that functions run on, and the ones that developers start bundles on by hand. */
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

/**
 * How a deployable is bundled: as CommonJS, because an ESM bundle of the Google clients crashes on `__dirname`.
 */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  external: nativePackages,
  // What is not bundled is loaded by `require`: code that was compiled ahead has no loader for `import()`.
  supported: { 'dynamic-import': false },
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles one function into `dist/<name>/`, ready for the functions framework.
 * @returns what went into the bundle
 */
export async function bundleFunction(name: string): Promise<Metafile> {
  const out = `${root}dist/${name}`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { metafile } = await build({
    ...bundleOptions,
    plugins: [omitUnusedClients, trimProtos],
    entryPoints: [`${root}functions/${name}/index.ts`],
    outfile: `${out}/main.js`,
  });
  const usesNative = Object.values(metafile.outputs).some(({ imports }) =>
    imports.some(({ path }) => nativePackages.includes(path)),
  );
  if (usesNative) shipNative(out);
  const engines = { node: '24.x' };
  const manifest = { name, private: true, type: 'commonjs', main: 'index.js', engines };
  writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  await compileAhead(out);
  return metafile;
}
