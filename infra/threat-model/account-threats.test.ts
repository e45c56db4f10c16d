import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../build/functions.ts';
import { builders, functions, operators } from '../manifest.ts';
import { accountId } from '../provision/project.ts';
import { accountNames } from '../provision/steps/create-accounts.ts';
import { knownLimits } from './known-limits.ts';

const model = readFileSync(`${root}THREAT-MODEL.md`, 'utf8');
const byHand = [...operators, ...builders];

test('the threat model contains each account', () => {
  const ofFunctions = new Set<string>(functions.map(({ name }) => name));
  for (const name of accountNames)
    expect(model).toContain(`\`${ofFunctions.has(name) ? name : accountId(name)}\``);
});

test('the accounts of people and builds may not decrypt, as the threat model says', () => {
  for (const { name, grants } of byHand)
    for (const { use } of grants.keys) expect([name, use]).toEqual([name, 'verify']);
});

test('of the accounts of people and builds, only the restorer may change or delete documents, as the threat model says', () => {
  const changing = byHand.filter(({ grants }) =>
    grants.databases.some(({ may }) => may.some((each) => each !== 'get' && each !== 'list')),
  );
  expect(changing.map(({ name }) => name)).toEqual(['restorer']);
});

test('only the builder may act as functions, as the threat model says', () => {
  expect(builders.filter((each) => 'actsAs' in each).map(({ name }) => name)).toEqual(['builder']);
});

test('the known limit of each function that may add documents to `mayfly-keys` names the ledger', () => {
  const adding = functions.filter(({ grants }) =>
    grants.databases.some(
      ({ database, may }) => database === 'mayfly-keys' && may.includes('create'),
    ),
  );
  expect(adding.length).toBeGreaterThan(15);
  for (const { name } of adding)
    expect([name, knownLimits[name]]).toEqual([name, expect.stringContaining('the ledger')]);
});
