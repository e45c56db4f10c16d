import { expect, test } from 'vitest';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { deleteEndpoint, setEndpoint } from './change-endpoints.ts';

test('an endpoint is deleted without an error even if the answer to the commit was lost; a second deletion is refused', async () => {
  const ctx = createTestFixture().contextOf('acme', ['tenant']);
  const body = { url: 'https://crm.example.com/', auth: { type: 'none' } };
  await setEndpoint(ctx, () => true, { id: 'crm', body });
  // The database client sends the commit a second time. By then the endpoint is already deleted.
  const commit: Store['commit'] = async (writes) => {
    await ctx.store.commit(writes);
    return ctx.store.commit(writes);
  };
  const again = onStore(ctx, { ...ctx.store, commit });
  await expect(deleteEndpoint(again, { id: 'crm' })).resolves.toBeUndefined();
  await expect(deleteEndpoint(ctx, { id: 'crm' })).rejects.toMatchObject({
    code: 'record-not-found',
  });
});
