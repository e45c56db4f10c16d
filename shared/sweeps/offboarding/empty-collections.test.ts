import { expect, test } from 'vitest';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { emptyCollections } from './empty-collections.ts';

test('if a document changes while its collection is emptied, the document is deleted too', async () => {
  const fixture = createTestFixture();
  const message = { conversation_id: 'c', text: 'Hallo' };
  const ctx = fixture.contextOf('acme');
  await createRecords(ctx, { category: nluMessages, body: [message, message, message] });
  let isChanged = false;
  const store: Store = {
    ...fixture.store,
    async deleteEach(documents) {
      const [first] = documents;
      if (first !== undefined && !isChanged) {
        isChanged = true;
        await ctx.store.commit([{ kind: 'update', ref: first.ref, data: { reviewed: true } }]);
      }
      return fixture.store.deleteEach(documents);
    },
  };
  const emptied = collections.filter(({ id }) => id === nluMessages.id);
  const seen: number[] = [];
  const result = await emptyCollections(
    { store, isTimeUp: () => false },
    'acme',
    emptied,
    async (page) => void seen.push(page.length),
  );
  expect([result.complete, seen]).toEqual([true, [3, 1]]);
  const query = { collection: nluMessages.id, tenant: 'acme', where: [], orderBy: [], limit: 9 };
  expect(await fixture.store.query(query)).toEqual([]);
});
