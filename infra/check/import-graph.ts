import { build, type Metafile } from 'esbuild';
import { root } from '../build/functions.ts';

/** Which file imports what; types are not seen, because they are gone at run time. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

function edgesOf(inputs: Metafile['inputs']): ImportGraph {
  return new Map(
    Object.entries(inputs).map(([file, { imports }]) => [file, imports.map(({ path }) => path)]),
  );
}

/** Reads the imports of source files, static and dynamic; packages stay by their names. */
export async function readImportGraph(files: readonly string[]): Promise<ImportGraph> {
  const { metafile } = await build({
    entryPoints: [...files],
    absWorkingDir: root,
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    // `#shared/*` is a package import, and not external.
    alias: { '#shared': `${root}shared` },
    loader: { '.css': 'empty' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  return edgesOf(metafile.inputs);
}

/** Everything that a file reaches through imports, itself included, with the way there. */
export function reach(graph: ImportGraph, from: string): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[from, [from]]]);
  for (const [file, way] of ways) {
    for (const imported of graph.get(file) ?? [])
      if (!ways.has(imported)) ways.set(imported, [...way, imported]);
  }
  return ways;
}
