import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleDevice } from '../../build/build-device.ts';

const entry = fileURLToPath(new URL('page/widget.ts', import.meta.url));

/**
 * The two scripts of the example: the script of its page, and the device module. Pages of real
 * tenants load this device module too.
 */
export type WidgetScripts = { readonly page: string; readonly device: string };

/**
 * Builds the scripts in memory. The script of the page imports the device module, which is a
 * separate file.
 */
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
