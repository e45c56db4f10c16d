import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../../infra/build/bundle-function.ts';

const bareSource = fileURLToPath(new URL('bare-function.ts', import.meta.url));
const reportCpu = fileURLToPath(new URL('report-cpu.ts', import.meta.url));
const listenLocally = fileURLToPath(new URL('../harness/listen-locally.ts', import.meta.url));

export type Measured = {
  /** The folder of the bare function. It is bundled in the same way as every function. */
  readonly bare: string;
  /**
   * Modules that Node loads first. They are JavaScript, so a measured process need not remove
   * types.
   */
  readonly preloads: readonly string[];
};

export async function buildMeasured(out: string): Promise<Measured> {
  const bare = `${out}/bare`;
  mkdirSync(bare, { recursive: true });
  writeFileSync(`${bare}/package.json`, '{ "type": "commonjs", "main": "index.js" }\n');
  await build({
    ...bundleOptions,
    entryPoints: [bareSource],
    outfile: `${bare}/index.js`,
  });
  await build({
    ...bundleOptions,
    entryPoints: [reportCpu, listenLocally],
    outdir: out,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
  });
  return { bare, preloads: [`${out}/report-cpu.cjs`, `${out}/listen-locally.cjs`] };
}
