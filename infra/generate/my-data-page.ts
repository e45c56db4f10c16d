import { extname } from 'node:path';
import { build } from 'esbuild';
import { root } from '../build/functions.ts';

const entries = ['main.tsx', 'page.css'];

/**
 * Builds the page `/my-data` for browsers, as one script and one style. They are kept as data, so
 * that the function bundles them and reads no file.
 */
export async function myDataPage(): Promise<{ readonly path: string; readonly text: string }> {
  const { outputFiles } = await build({
    absWorkingDir: `${root}functions/manager/my-data/page`,
    entryPoints: entries,
    outdir: 'out',
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const built = (extension: string) => {
    const file = outputFiles.find(({ path }) => extname(path) === extension);
    if (file === undefined) throw new Error(`no ${extension} was built`);
    return file.text;
  };
  const files = { script: built('.js'), style: built('.css') };
  return {
    path: 'functions/manager/my-data/built-page.json',
    text: `${JSON.stringify(files, null, 2)}\n`,
  };
}
