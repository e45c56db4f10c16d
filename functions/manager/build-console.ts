import { basename, extname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { wordsOfCategories } from './category-words.ts';
import {
  type ConsoleAsset,
  type ConsoleFiles,
  type EntryName,
  entryNames,
} from './console-files.ts';
import { verifyTitles } from './verify/build-verify.ts';

const folder = fileURLToPath(new URL('./', import.meta.url));
const entries = {
  script: 'console/main.tsx',
  style: 'console/style/main.css',
  icon: 'console/icon.svg',
  ownScript: 'my-data/main.tsx',
  ownStyle: 'my-data/page.css',
  verifyScript: 'verify/page/verify-page.ts',
  verifyStyle: 'verify/page/verify-page.css',
} as const satisfies { readonly [entry in EntryName]: string };

const contentTypes: { readonly [extension: string]: string } = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

function contentTypeOf(path: string): string {
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined) throw new Error(`${basename(path)}: no content type`);
  return contentType;
}

function findOutput({ outputs }: Metafile, entry: string): string {
  const found = Object.entries(outputs).find(([, output]) => output.entryPoint === entry);
  if (found === undefined) throw new Error(`${entry} was not built`);
  return basename(found[0]);
}

/**
 * Builds, in memory, the files that the browser loads for all pages. The files are minified. The
 * chart library is a separate file.
 */
export async function buildConsole(): Promise<ConsoleFiles> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: Object.values(entries),
    outdir: 'out',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    splitting: true,
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'react',
    define: { 'process.env.NODE_ENV': '"production"', ...verifyTitles(), ...wordsOfCategories() },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const assets = outputFiles.map(({ path, contents }): [string, ConsoleAsset] => [
    basename(relative(folder, path)),
    { contentType: contentTypeOf(path), body: new Uint8Array(contents) },
  ]);
  const names = entryNames.map((name) => [name, findOutput(metafile, entries[name])] as const);
  return {
    ...(Object.fromEntries(names) as { readonly [entry in EntryName]: string }),
    assets: new Map(assets),
  };
}
