import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { manifestDatabaseGrants } from '../../infra/emulators/firestore/firestore-grants.ts';
import { manifestGrants } from '../../infra/emulators/kms/kms-grants.ts';
import { databases, functions, keys } from '../../infra/manifest.ts';
import { type CategoryDeed, categoryDeeds, deeds } from '../../infra/threat-model/deeds.ts';
import type { Outcome } from '../../infra/threat-model/outcome.ts';
import { outcomes } from '../../infra/threat-model/outcomes.ts';
import { type Scheduler, startScheduler } from '../harness/scheduler.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { targetsOf } from './category-deeds.ts';
import { closeOwningClients } from './owning-client.ts';
import { becomeThief } from './thief.ts';
import { tryDeeds } from './try-deeds.ts';
import { configOf, createVictim, type Victim } from './victim.ts';

/**
 * A caller that is not in the manifest and has every permission. This caller shows that each deed
 * can succeed, except the deeds in `beyondGrants`.
 */
const all = 'everything';
const keyIds = keys.map(({ id }) => id);
const granted = {
  databases: {
    ...manifestDatabaseGrants,
    [all]: Object.fromEntries(
      databases.map(({ id }) => [id, ['get', 'list', 'create', 'update', 'delete'] as const]),
    ),
  },
  keys: {
    ...manifestGrants,
    [all]: {
      encrypts: keyIds,
      decrypts: keyIds,
      signs: keyIds,
      verifies: keyIds,
      destroys: keyIds,
    },
  },
};
/**
 * Deeds that fail even with every permission. `call-task` needs a token of Cloud Scheduler, and
 * `read-client-secret` needs a secret from the environment. In `block-writes` and `share-data-key`
 * the thief writes documents that Mayfly ignores.
 */
const beyondGrants: ReadonlySet<string> = new Set([
  'call-task',
  'read-client-secret',
  'block-writes',
  'share-data-key',
]);

let stack: Stack;
let scheduler: Scheduler;
let victim: Victim;

beforeAll(async () => {
  stack = await startStack('demo-attack', inject('firestoreHost'), granted);
  scheduler = await startScheduler(stack);
  victim = await createVictim(stack, scheduler);
});

afterAll(async () => {
  await closeOwningClients();
  await stack.stop();
});

const attackAs = (name: string) =>
  tryDeeds(becomeThief(stack, name, configOf(stack, scheduler)), victim, scheduler);

function setsOf(outcome: Outcome) {
  const lists = Object.entries(outcome).map(([name, list]) => [name, new Set(list)] as const);
  return Object.fromEntries(lists);
}

test('a caller with every permission succeeds with every deed, except four for which permissions are not enough', async () => {
  const reach = (deed: string) => targetsOf(deed as CategoryDeed).map(({ id }) => id);
  const everywhere = Object.keys(categoryDeeds).map((deed) => [deed, new Set(reach(deed))]);
  expect(setsOf(await attackAs(all))).toEqual({
    ...Object.fromEntries(everywhere),
    deeds: new Set(Object.keys(deeds).filter((deed) => !beyondGrants.has(deed))),
  });
});

test.each(functions.map(({ name }) => name))(
  'a thief with the credential of %s succeeds with exactly the deeds that the threat model lists',
  async (name) => {
    expect(setsOf(await attackAs(name))).toEqual(setsOf(outcomes[name]));
  },
);
