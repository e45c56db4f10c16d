import { expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import { renderErasure } from '#shared/subjects/erasure.ts';
import { previewSubject } from '#shared/subjects/preview-subject.ts';
import { goneAfterMicros, keysGoneBy } from '#shared/subjects/receipts/keys-gone-by.ts';
import { world } from '#shared/subjects/testing/create-person-fixture.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { legacy } from '../testing/legacy-lines.ts';
import { legacyKek, legacyRecordsId } from './collections.ts';

const [anna, bert] = ['anna@example.org', 'bert@example.org'];

/** Imports a line of Anna and a line of Bert, in the same conversation. Both lines wait. */
async function createWaiting() {
  const fixture = await createLegacyFixture();
  const line = (id: string, email: string) =>
    JSON.stringify({
      category: 'customers',
      id,
      created_at: fixture.daysAgo(1),
      conversation_id: 'c1',
      email_aes: legacy(email),
      authenticated_by: 'sso',
      values_aes: legacy({}),
    });
  const kept = await fixture.importTexts([line('a', anna), line('b', bert)], {
    keepEnvelopes: true,
  });
  expect(kept).toMatchObject({ kept: 2 });
  const ctx = { ...fixture.ctx, scopes: new Set([...fixture.ctx.scopes, 'subjects']) };
  return { ...fixture, ctx };
}

test('only the waiting lines of the person are counted in a preview and deleted by an erasure, even if a chosen conversation contains a line of another person', async () => {
  const { ctx, all } = await createWaiting();
  const asked = { email: anna, conversations: ['c1'] };
  const shown = await previewSubject(ctx, world, { body: asked });
  expect(shown.beside).toMatchObject([{ collection: legacyRecordsId, count: 1 }]);
  const before = await all(legacyRecordsId);
  const body = {
    scope: { subject: { email: anna }, conversations: ['c1'] },
    confirm: true,
  };
  const { erasure } = await eraseSubject(ctx, world, { body, idempotencyKey: undefined });
  expect(renderErasure(erasure, world.categories).beside).toEqual([
    { collection: legacyRecordsId, count: 1 },
  ]);
  const left = await all(legacyRecordsId);
  const [key] = await all(dataKeys.id).then((keys) =>
    keys.filter(({ data }) => data['category'] === legacyKek),
  );
  expect(await keysGoneBy(ctx, erasure)).toEqual([
    {
      category: legacyKek,
      key: key?.ref.id,
      until: formatInstant(Number(key?.data['expires_at']) + goneAfterMicros),
    },
  ]);
  expect(left).toHaveLength(1);
  expect(before.map(({ data }) => data)).toContainEqual(left[0]?.data);
  const found = await previewSubject(ctx, world, { body: { email: bert } });
  expect(found.beside).toMatchObject([{ collection: legacyRecordsId, count: 1 }]);
});
