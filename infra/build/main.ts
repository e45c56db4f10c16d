import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { findRefusedContents } from '../check/bundle-contents.ts';
import { adapterNames, buildAdapter } from './build-adapter.ts';
import { buildClient } from './build-client.ts';
import { buildDevice } from './build-device.ts';
import { beginBuild } from './built-from.ts';
import { bundleFunction } from './bundle-function.ts';
import { functionNames, root } from './functions.ts';
import { startRehearsal } from './rehearsal/start-rehearsal.ts';

const recordPath = `${root}infra/build/bundle-sizes.json`;
/**
 * A bundle may grow by this factor without a review. If it grows more, somebody must find out why,
 * and record the new size.
 */
const growthMax = 1.03;

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const recorded: { [name: string]: number } = JSON.parse(readFileSync(recordPath, 'utf8'));
const grown: string[] = [];
const sizes: { [name: string]: number } = {};
const endBuild = beginBuild();

async function buildFunction(name: string): Promise<void> {
  for (const problem of findRefusedContents(name, await bundleFunction(name, rehearsal))) {
    console.error(problem);
    process.exitCode = 1;
  }
  const kilobytes = Math.round(statSync(`${root}dist/${name}/main.js`).size / 1000);
  sizes[name] = kilobytes;
  const limit = Math.floor((recorded[name] ?? 0) * growthMax);
  const isOver = values.check && kilobytes > limit;
  console.log(`dist/${name}: ${kilobytes} kB${isOver ? `, more than ${limit} kB` : ''}`);
  if (isOver) grown.push(name);
}

const rehearsal = await startRehearsal();
const names = functionNames().values();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const name of names) await buildFunction(name);
  }),
);
await rehearsal.stop();
buildClient();
for (const name of adapterNames) buildAdapter(name);
await buildDevice();
// If a bundle contains a file that it must not contain, the build is not noted as complete. So the
// next run builds again, and reports this file again.
if (process.exitCode === undefined) endBuild();
const record = Object.fromEntries(functionNames().map((name) => [name, sizes[name]]));
if (values.record) writeFileSync(recordPath, `${JSON.stringify(record, null, 2)}\n`);
if (grown.length > 0) {
  console.error(
    'A bundle grew. Find out why. If it must grow, record its new size: npm run build -- --record',
  );
  process.exitCode = 1;
}
