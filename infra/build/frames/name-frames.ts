import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, bundlePlugins } from '../bundle-function.ts';
import { root } from '../functions.ts';

/** A bundle as it is deployed, and the map from its places to the places of the source. */
export type MappedBundle = { readonly code: string; readonly map: SourceMap };

const outfileOf = (name: string) => `${root}dist/${name}/main.js`;

/** Bundles a function in memory. The same commit always gives the same bundle. */
export async function mapBundle(name: string): Promise<MappedBundle> {
  const { outputFiles } = await build({
    ...bundleOptions,
    plugins: [...bundlePlugins],
    entryPoints: [`${root}functions/${name}/index.ts`],
    outfile: outfileOf(name),
    sourcemap: 'external',
    write: false,
  });
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { code: textOf('main.js'), map: new SourceMap(JSON.parse(textOf('main.js.map'))) };
}

/**
 * Replaces each place in a function's bundle, such as `main.js:167:4711`, by the file, the line and
 * the column of the source.
 */
export function nameFrames({ map }: MappedBundle, name: string, log: string): string {
  return log.replace(/[^\s("]*main\.js:(\d+):(\d+)/g, (frame, line: string, column: string) => {
    // A stack counts lines and columns from 1, a map counts them from 0.
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return frame;
    const path = relative(root, resolve(dirname(outfileOf(name)), entry.originalSource));
    return `${path}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
