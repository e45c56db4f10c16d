import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import type { TestContext } from '#shared/records/testing/create-test-context.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { previewSubject } from '#shared/subjects/preview-subject.ts';
import { requestPersons } from '#shared/subjects/requests/collections.ts';
import { createRequest } from '#shared/subjects/requests/create-request.ts';
import { world as subjects } from '#shared/subjects/testing/create-person-fixture.ts';
import { legacyKeys, legacyRecordsId } from '../legacy/collections.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { ageRules, asFormerly } from '../testing/create-old-spellings.ts';
import { legacy } from '../testing/legacy-lines.ts';

/** One person's email address in two spellings. The first rules treated them as two addresses. */
const [asLetters, asLabel] = ['Anna@bücher.example', 'anna@xn--bcher-kva.example'];
const phone = '030 23125001';

/**
 * Stores an open request, and a line that waits because a restore holds it back. Both have hashes
 * by the first rules.
 */
async function createWorld() {
  const world = await createLegacyFixture();
  const ctx: TestContext = { ...world.ctx, scopes: new Set([...world.ctx.scopes, 'subjects']) };
  const formerly = asFormerly(ctx);
  const body = { kind: 'access', came_by: 'email', email: asLetters, phone };
  await createRequest(formerly, { body, idempotencyKey: undefined });
  const line = {
    category: customers.id,
    id: 'a',
    created_at: world.daysAgo(1),
    email_aes: legacy(asLetters),
    authenticated_by: 'sso',
  };
  await world.importTexts([JSON.stringify(line)], { keepEnvelopes: true, ctx: formerly });
  const [waiting] = await world.all(legacyRecordsId);
  if (waiting === undefined) throw new Error('the line does not wait');
  await world.store.commit([
    { kind: 'update', ref: waiting.ref, data: { held_at: world.clock.now } },
  ]);
  await ageRules(world.store, 'acme');
  const find = async (sought: object) =>
    (await previewSubject(ctx, subjects, { body: sought })).beside
      .map(({ collection }) => collection)
      .toSorted();
  return { ...world, ctx, find };
}

const both = [legacyRecordsId, requestPersons.id];

test('after the sweep, a search with another spelling finds the details in an open request and a waiting line', async () => {
  const { rekey, find } = await createWorld();
  expect(await find({ email: asLabel })).toEqual([]);
  expect(await rekey()).toMatchObject({ complete: true, seen: 2, rehashed: 2, unopened: 0 });
  for (const email of [asLabel, asLetters]) expect(await find({ email })).toEqual(both);
  expect(await find({ phone: '+49 30 23125001' })).toEqual([requestPersons.id]);
  expect(await rekey()).toMatchObject({ complete: true, tenants: 0 });
});

test('a waiting line whose key is missing keeps its hash, is reported, and does not prevent the end of the work', async () => {
  const { store, rekey, find, all } = await createWorld();
  const [key] = await all(legacyKeys.id);
  await store.commit([{ kind: 'delete', ref: (key as StoredDocument).ref }]);
  expect(await rekey()).toMatchObject({ complete: true, rehashed: 1, unopened: 1 });
  expect(await find({ email: asLabel })).toEqual([requestPersons.id]);
  expect(await rekey()).toMatchObject({ complete: true, tenants: 0 });
});
