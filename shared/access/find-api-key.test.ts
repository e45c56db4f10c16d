import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import {
  createTestFixture,
  type TestFixture,
  testStart,
} from '#shared/records/testing/create-test-context.ts';
import { hashApiKey } from './api-key.ts';
import { createFindApiKey } from './find-api-key.ts';
import { revokeApiKey } from './manage-api-keys.ts';
import { createApiKey } from './store-api-key.ts';

const tenant = 'acme';
const scopes = ['customers:read'];
let fixture: TestFixture;
let key: string;

const now = () => fixture.clock.now;
const find = () => createFindApiKey({ store: fixture.store, now });

beforeEach(async () => {
  fixture = createTestFixture();
  key = await createApiKey({ store: fixture.store, now, randomBytes }, { tenant, scopes });
  fixture.takeCalls();
});

async function revoke(): Promise<void> {
  const ctx = fixture.contextOf(tenant, ['tenant']);
  await revokeApiKey({ ...ctx, categories: [] }, ctx, { id: hashApiKey(key) });
}

test('a key is found with its tenant and scopes by one read, which is cached for 5 s', async () => {
  const findApiKey = find();
  const prefix = `mf_${tenant}_${key.slice(8, 16)}`;
  expect(await findApiKey(key)).toMatchObject({ tenant, prefix, scopes: new Set(scopes) });
  fixture.takeCalls();
  fixture.clock.now += 5 * microsPerSecond - 1;
  await findApiKey(key);
  expect(fixture.takeCalls()).toEqual({});
  fixture.clock.now += 1;
  await findApiKey(key);
  expect(fixture.takeCalls()).toEqual({ get: 1 });
});

test('a revoked key is refused at once by a process without a cached copy, and after 5 s by all others', async () => {
  const findApiKey = find();
  await findApiKey(key);
  await revoke();
  const revoked = { code: 'credential-revoked' };
  await expect(find()(key)).rejects.toMatchObject(revoked);
  fixture.clock.now += 5 * microsPerSecond;
  await expect(findApiKey(key)).rejects.toMatchObject(revoked);
});

test('a key works until the instant at which it ends, and even a process with a cached copy then refuses it', async () => {
  const validUntil = testStart + microsPerSecond;
  const brief = await createApiKey(
    { store: fixture.store, now, randomBytes },
    { tenant, scopes, validUntil },
  );
  const findApiKey = find();
  fixture.clock.now = validUntil - 1;
  expect(await findApiKey(brief)).toMatchObject({ tenant });
  fixture.clock.now = validUntil;
  await expect(findApiKey(brief)).rejects.toMatchObject({ code: 'credential-unknown' });
});

test('a key with another tenant in its text is unknown, and a text without the form of a key is malformed', async () => {
  const findApiKey = find();
  const elsewhere = key.replace(`mf_${tenant}_`, 'mf_other_');
  await expect(findApiKey(elsewhere)).rejects.toMatchObject({ code: 'credential-unknown' });
  await expect(findApiKey('mf_acme_00')).rejects.toMatchObject({ code: 'credential-malformed' });
});
