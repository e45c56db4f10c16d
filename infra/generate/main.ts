import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import type { DatabaseId } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { root } from '../build/functions.ts';
import { deriveIndexFile } from '../firestore/derive-index-file.ts';
import { databases } from '../manifest.ts';
import { clientSource } from './client-source.ts';
import { deviceRulesSource } from './device-rules-source.ts';
import { type Blocks, fillBlocks } from './fill-blocks.ts';
import { generatedReadmes } from './generated-readmes.ts';
import { layOut } from './lay-out.ts';
import { operationsSource } from './operations-source.ts';
import { registrySource } from './registry-source.ts';
import { schemasSource } from './schemas-source.ts';
import { shapesSource } from './shapes-source.ts';

function indexFile(database: DatabaseId) {
  return {
    path: `infra/firestore/${database}.indexes.json`,
    text: `${JSON.stringify(deriveIndexFile(collections, database), null, 2)}\n`,
  };
}

function readme([path, blocks]: [string, Blocks]) {
  return { path, text: fillBlocks(path, readFileSync(`${root}${path}`, 'utf8'), blocks) };
}

function registry() {
  const folder = 'shared/categories';
  const text = registrySource(`${root}${folder}`, readdirSync(`${root}${folder}`));
  return { path: `${folder}/registry.ts`, text };
}

function openApi() {
  const text = `${JSON.stringify(describeApi(categories), null, 2)}\n`;
  return { path: 'infra/openapi.json', text };
}

function client() {
  const sources = {
    'client-categories.ts': clientSource(categories),
    'category-shapes.ts': shapesSource(categories),
    'operations.ts': operationsSource(describeApi(categories)),
    'schemas.ts': schemasSource(describeApi(categories)),
  };
  return Object.entries(sources).map(([file, source]) => {
    const path = `shared/client/${file}`;
    return { path, text: layOut(path, source) };
  });
}

function device() {
  const path = 'shared/device/variable-rules.ts';
  return { path, text: layOut(path, deviceRulesSource()) };
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
let stale = 0;
for (const { path, text } of [
  ...databases.map(({ id }) => indexFile(id)),
  ...Object.entries(generatedReadmes).map(readme),
  registry(),
  openApi(),
  ...client(),
  device(),
]) {
  const current = existsSync(`${root}${path}`) ? readFileSync(`${root}${path}`, 'utf8') : '';
  if (current === text) continue;
  if (values.check) {
    console.error(`${path} does not match the registry and the manifest. Run: npm run generate`);
    stale += 1;
  } else {
    writeFileSync(`${root}${path}`, text);
    console.log(`${path} written`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
