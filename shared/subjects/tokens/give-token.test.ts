import { expect, test } from 'vitest';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { giveToken, revokeToken } from './give-token.ts';

test('a revocation succeeds even if the database client sends the commit twice; a second revocation is refused', async () => {
  const ctx = createTestFixture().contextOf('acme', ['subjects']);
  const body = { email: 'a@example.org', authenticated_by: 'sso' };
  const { id } = await giveToken(ctx, { body, idempotencyKey: undefined });
  // The database client sends each commit twice. The first commit has already deleted the token.
  const commit: Store['commit'] = async (writes) => {
    await ctx.store.commit(writes);
    return ctx.store.commit(writes);
  };
  await expect(
    revokeToken(onStore(ctx, { ...ctx.store, commit }), { id }),
  ).resolves.toBeUndefined();
  await expect(revokeToken(ctx, { id })).rejects.toMatchObject({ code: 'record-not-found' });
});
