import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findRefusedContents } from '../check/bundle-contents.ts';
import { bundleFunction } from './bundle-function.ts';
import { functionNames, root } from './functions.ts';

const recordPath = `${root}infra/build/bundle-sizes.json`;
/** A bundle may grow by this much before somebody has to look and record it. */
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
for (const name of functionNames()) {
  for (const problem of findRefusedContents(name, await bundleFunction(name))) {
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
if (values.record) writeFileSync(recordPath, `${JSON.stringify(sizes, null, 2)}\n`);
if (grown.length > 0) {
  console.error('A bundle grew. Look why; if it must, record it: npm run build -- --record');
  process.exitCode = 1;
}
