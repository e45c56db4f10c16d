import { expect, test } from 'vitest';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
import { deleteEndpoint, listEndpoints, setEndpoint } from './change-endpoints.ts';
import { endpointsMax } from './endpoint-schema.ts';

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

test('if the answer to a commit was lost, a new signing secret is still shown, and a new endpoint is answered as created', async () => {
  const ctx = createTestFixture().contextOf('acme', ['tenant']);
  const body = { url: 'https://crm.example.com/', auth: { type: 'none' } };
  const set = async (sent: object) => {
    let isFirst = true;
    // The database client sends the first commit a second time.
    const commit: Store['commit'] = async (writes) => {
      const versions = await ctx.store.commit(writes);
      if (!isFirst) return versions;
      isFirst = false;
      return ctx.store.commit(writes);
    };
    const losing = onStore(ctx, { ...ctx.store, commit });
    const { created, endpoint } = await setEndpoint(losing, () => true, { id: 'crm', body: sent });
    return [created, endpoint.signing_secret];
  };
  const secret = expect.stringMatching(/^whsec_/);
  expect(await set(body)).toEqual([true, secret]);
  expect(await set(body)).toEqual([false, null]);
  expect(await set({ ...body, renew_signing_secret: true })).toEqual([false, secret]);
});

test('simultaneous requests can exceed the limit of endpoints, and the list shows all these endpoints', async () => {
  const ctx = createTestFixture().contextOf('acme', ['tenant']);
  const body = { url: 'https://crm.example.com/', auth: { type: 'none' } };
  const set = (number: number) => setEndpoint(ctx, () => true, { id: `crm-${number}`, body });
  for (let number = 1; number < endpointsMax; number += 1) await set(number);
  await Promise.all([set(100), set(101)]);
  expect((await listEndpoints(ctx)).items).toHaveLength(endpointsMax + 1);
  await expect(set(102)).rejects.toMatchObject({ code: 'validation-failed' });
});
