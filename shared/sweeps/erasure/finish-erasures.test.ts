import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import { previewSubject } from '#shared/subjects/preview-subject.ts';
import {
  createPersonFixture,
  personOf,
  world,
} from '#shared/subjects/testing/create-person-fixture.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { runErase } from './run-erase.ts';

/** The fields that can identify the person. The document of a running erasure has them. */
const identifying = ['hashes', 'aliases', 'conversations'];

test('a minute after the process of an erasure was killed, the sweep completes the erasure, and then the document of the erasure contains nothing that identifies the person', async () => {
  const anna = personOf('anna', 1);
  const { ctx, fixture, acts, dump } = await createPersonFixture();
  const { clock, store } = fixture;
  for (const act of Object.values(acts)) await act(anna, { conversation_id: 'c-anna' });
  const killed = createKilledStore(store, 2);
  const body = { scope: { subject: anna }, confirm: true };
  const dying = eraseSubject(onStore(ctx, killed.store), world, {
    body,
    idempotencyKey: undefined,
  });
  await Promise.race([dying, killed.killed]);
  const begun = (await dump()).find(({ ref }) => ref.collection === erasures.id);
  expect(Object.keys(begun?.data ?? {})).toEqual(expect.arrayContaining(identifying));
  const deps = {
    ...world,
    store,
    now: () => clock.now,
    monotonic: () => 0,
    budgetSeconds: 60,
    random: () => 0.5,
    sleep: async () => undefined,
    purgeShards: 4,
    randomBytes,
    backupDays: 7,
    signer: createFakeSigner(),
    onOverdue: () => undefined,
    onEnding: () => undefined,
    onIssued: () => undefined,
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  expect(await runErase(deps)).toMatchObject({ complete: true, finished: 0 });
  clock.now += 61 * microsPerSecond;
  expect(await runErase(deps)).toMatchObject({ complete: true, finished: 1 });
  const shown = await previewSubject(ctx, world, { body: anna });
  expect(shown.categories.filter(({ count }) => count > 0)).toEqual([]);
  const ended = (await dump()).find(({ ref }) => ref.collection === erasures.id);
  expect(ended?.data).toMatchObject({ pending: false, asked_by: Object.keys(anna) });
  expect(Object.keys(ended?.data ?? {}).filter((name) => identifying.includes(name))).toEqual([]);
  expect(await runErase(deps)).toMatchObject({ complete: true, finished: 0 });
});
