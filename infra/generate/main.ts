import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import type { DatabaseId } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { root } from '../build/functions.ts';
import { deriveIndexFile } from '../firestore/derive-index-file.ts';
import { categoriesTable } from './categories-table.ts';
import { clientSource } from './client-source.ts';
import { registrySource } from './registry-source.ts';

const databases: readonly DatabaseId[] = ['mayfly', 'mayfly-keys', 'mayfly-audit'];
const [start, end] = ['<!-- categories: generated -->', '<!-- /categories -->'];

function indexFile(database: DatabaseId) {
  return {
    path: `infra/firestore/${database}.indexes.json`,
    text: `${JSON.stringify(deriveIndexFile(collections, database), null, 2)}\n`,
  };
}

function readme() {
  const before = readFileSync(`${root}README.md`, 'utf8');
  const [head, rest] = before.split(start);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined)
    throw new Error(`README.md lacks ${start} … ${end}`);
  const table = categoriesTable(categories);
  return { path: 'README.md', text: `${head}${start}\n${table}\n${end}${tail}` };
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
  return { path: 'shared/client/client-categories.ts', text: clientSource(categories) };
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
let stale = 0;
for (const { path, text } of [
  ...databases.map(indexFile),
  readme(),
  registry(),
  openApi(),
  client(),
]) {
  const current = existsSync(`${root}${path}`) ? readFileSync(`${root}${path}`, 'utf8') : '';
  if (current === text) continue;
  if (values.check) {
    console.error(`${path} is not what the registry gives: run npm run generate`);
    stale += 1;
  } else {
    writeFileSync(`${root}${path}`, text);
    console.log(`${path} written`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
