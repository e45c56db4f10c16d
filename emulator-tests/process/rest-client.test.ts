import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { bundleOptions, bundlePlugins } from '../../infra/build/bundle-function.ts';

const speakRest = fileURLToPath(new URL('speak-rest.ts', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'rest-'));

afterAll(() => rmSync(out, { recursive: true }));

async function run(name: string, options: BuildOptions): Promise<unknown> {
  const outfile = join(out, `${name}.cjs`);
  await build({ ...bundleOptions, ...options, entryPoints: [speakRest], outfile });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
  return JSON.parse(stdout);
}

// Functions use REST in production, but not with an emulator. So no test with an emulator would
// notice if a bundle lacked a part of the Firestore client.
test('a bundle with only the used parts of the client sends the same REST requests as one with the whole client', async () => {
  const whole = await run('whole', { keepNames: true });
  expect(whole).toMatchObject({
    asked: { length: 6 },
    version: '1793491200.123456789',
    found: [{ data: { name: 'Grüß Gott', score: 5 }, version: '1793491200.123456789' }],
    count: 1,
    sum: { sum: 5, average: 5 },
    deleted: 1,
  });
  expect(await run('omitted', { plugins: [...bundlePlugins] })).toEqual(whole);
});
