import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleDevice } from '../../build/build-device.ts';

const entry = fileURLToPath(new URL('page/widget.ts', import.meta.url));

/**
 * The scripts of the example: its own script, and the device module as customers' pages load it.
 */
export type WidgetScripts = { readonly page: string; readonly device: string };

/** Builds the scripts in memory. The page imports the device module from a file of its own. */
export async function buildWidget(): Promise<WidgetScripts> {
  const [own, device] = await Promise.all([
    build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      platform: 'browser',
      target: 'es2022',
      format: 'esm',
      logLevel: 'warning',
      plugins: [
        {
          name: 'device module',
          setup(bundling) {
            bundling.onResolve({ filter: /^#shared\/device\/open-device\.ts$/ }, () => ({
              path: './mayfly-device.js',
              external: true,
            }));
          },
        },
      ],
    }),
    bundleDevice('esm'),
  ]);
  const [page] = own.outputFiles;
  if (page === undefined) throw new Error('the widget was not built');
  return { page: page.text, device };
}
