import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../build/functions.ts';
import { builders, functions, operators } from '../manifest.ts';
import { accountId } from '../provision/project.ts';
import { accountNames } from '../provision/steps/create-accounts.ts';

const model = readFileSync(`${root}THREAT-MODEL.md`, 'utf8');
const byHand = [...operators, ...builders];

test('the threat model says of each account what its thief can do', () => {
  const ofFunctions = new Set<string>(functions.map(({ name }) => name));
  for (const name of accountNames)
    expect(model).toContain(`\`${ofFunctions.has(name) ? name : accountId(name)}\``);
});

test('as it says, nobody but a function opens a key', () => {
  for (const { name, grants } of byHand)
    for (const { use } of grants.keys) expect([name, use]).toEqual([name, 'verify']);
});

test('as it says, the restorer alone changes or deletes documents, and the verifier only reads', () => {
  const changing = byHand.filter(({ grants }) =>
    grants.databases.some(({ may }) => may.some((each) => each !== 'get' && each !== 'list')),
  );
  expect(changing.map(({ name }) => name)).toEqual(['restorer']);
});

test('as it says, the builder alone acts as functions', () => {
  expect(builders.filter((each) => 'actsAs' in each).map(({ name }) => name)).toEqual(['builder']);
});
