import { statSync } from 'node:fs';
import { bundleFunction } from './bundle-function.ts';
import { functionNames, root } from './functions.ts';

for (const name of functionNames()) {
  await bundleFunction(name);
  const kilobytes = Math.round(statSync(`${root}dist/${name}/index.js`).size / 1000);
  console.log(`dist/${name}: ${kilobytes} kB`);
}
