import { expect, test } from 'vitest';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import type { Context } from './context.ts';
import { sealRecord } from './seal-record.ts';
import { createTestFixture, testStart } from './testing/create-test-context.ts';

const record = {
  id: '0'.repeat(32),
  createdAt: testStart,
  expiresAt: testStart + 86_400_000_000,
  basisAt: testStart,
  fields: { raffle_id: 'r', email: 'anna@example.com', phone: '+49 30 23125 001' },
};

test('the lookup hashes are computed while the data key is read', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const hashed: string[] = [];
  const key = Promise.withResolvers<void>();
  const waiting: Context = {
    ...ctx,
    keyring: {
      ...ctx.keyring,
      keyToSeal: async (bucket) => {
        await key.promise;
        return ctx.keyring.keyToSeal(bucket);
      },
    },
    lookup: {
      ...ctx.lookup,
      hash: async (tenant, field, kind, value) => {
        hashed.push(field);
        await key.promise;
        return ctx.lookup.hash(tenant, field, kind, value);
      },
    },
  };
  const sealing = sealRecord(waiting, raffleParticipations, record, []);
  await new Promise((resolve) => setImmediate(resolve));
  expect(hashed).toEqual(['email', 'phone']);
  key.resolve();
  const { email_bcrypt, phone_bcrypt } = await sealing;
  const { email, phone } = record.fields;
  expect(email_bcrypt).toBe(await ctx.lookup.hash('acme', 'email', 'email', email));
  const germany = { region: 'DE', isInternational: false };
  expect(phone_bcrypt).toBe(await ctx.lookup.hash('acme', 'phone', germany, phone));
});

test('if the key service is unavailable, sealing a record with lookup values fails', async () => {
  const fixture = createTestFixture();
  fixture.wrapper.state = 'unavailable';
  await expect(
    sealRecord(fixture.contextOf('acme'), raffleParticipations, record, []),
  ).rejects.toBeInstanceOf(KeyServiceUnavailable);
});
