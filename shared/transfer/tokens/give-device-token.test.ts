import { expect, test } from 'vitest';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { giveDeviceToken, revokeDeviceToken } from './give-device-token.ts';

test('a device token is revoked without an error even if the answer to the commit was lost; a second revocation is refused', async () => {
  const ctx = createTestFixture().contextOf('acme', ['variables:write']);
  const body = { instance_id: 'c', purpose: 'transfer' };
  const { id } = await giveDeviceToken(ctx, { body, idempotencyKey: undefined });
  // The database client sends the commit a second time. By then the token is already deleted.
  const commit: Store['commit'] = async (writes) => {
    await ctx.store.commit(writes);
    return ctx.store.commit(writes);
  };
  await expect(
    revokeDeviceToken(onStore(ctx, { ...ctx.store, commit }), { id }),
  ).resolves.toBeUndefined();
  await expect(revokeDeviceToken(ctx, { id })).rejects.toMatchObject({ code: 'record-not-found' });
});
