import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import { createTenantsFixture } from '#shared/tenants/testing/create-tenants-fixture.ts';
import { apiKeys } from './collections.ts';
import { doUnderKey } from './do-once.ts';
import { apiKeysMax, issueApiKey, listApiKeys, revokeApiKey } from './manage-api-keys.ts';
import { inviteMember, removeMember } from './members/manage-members.ts';
import type { Acting } from './renew-caller.ts';
import { apiKeyWrite } from './store-api-key.ts';

const tenant = 'acme';
const body = { name: 'shop', scopes: ['customers:read'] };
let fixture: ReturnType<typeof createTenantsFixture>;
let owner: Acting;

beforeEach(async () => {
  fixture = createTenantsFixture();
  await fixture.open(tenant, 'anna@example.com');
  owner = await fixture.callerOf('anna@example.com');
});

/**
 * Prepares a request with an `Idempotency-Key`. `wasReplayed` says whether an earlier request had
 * already done the work.
 */
function under(key: string, sent: unknown, verb = 'api-keys', store: Store = fixture.store) {
  const deps = { ...fixture.deps, store };
  const replayed: boolean[] = [];
  const onReplayed = () => void replayed.push(true);
  const once = doUnderKey(deps, { tenant, verb, key, body: sent, onReplayed });
  return { once, deps, wasReplayed: () => replayed.length > 0 };
}

function issue(key: string, sent: unknown = body, store?: Store) {
  const { once, deps } = under(key, sent, 'api-keys', store);
  return issueApiKey(deps, owner, sent, once);
}

const keys = () => listApiKeys(fixture.deps, owner);

describe('an API key that is created with an Idempotency-Key', () => {
  test('is created once by many simultaneous requests, and only one of them gets the text of the key', async () => {
    const issued = await Promise.all(Array.from({ length: 5 }, () => issue('k')));
    expect(new Set(issued.map(({ id }) => id)).size).toBe(1);
    expect(issued.filter(({ key }) => key !== null)).toHaveLength(1);
    expect(await keys()).toHaveLength(1);
  });

  test('is shown even if the answer to its commit was lost', async () => {
    const commit: Store['commit'] = async (writes) => {
      await fixture.store.commit(writes);
      // The commit is sent twice, as the database client does after a lost answer. The second
      // commit finds the API key that the first commit has stored.
      return fixture.store.commit(writes);
    };
    const { key, id } = await issue('k', body, { ...fixture.store, commit });
    expect(key).toMatch(/^mf_acme_/);
    expect((await keys()).map((each) => each.id)).toEqual([id]);
  });

  test('is returned in its present state if the request is repeated within a day; after a day the request creates a new key', async () => {
    const first = await issue('k');
    await revokeApiKey(fixture.deps, owner, first);
    fixture.clock.now += microsPerDay - 1;
    const again = await issue('k');
    expect(again).toMatchObject({ id: first.id, key: null, revoked_at: expect.any(String) });
    fixture.clock.now += 1;
    expect((await issue('k')).id).not.toBe(first.id);
    expect(await keys()).toHaveLength(2);
  });

  test('is returned to a repeated request, even if the key has expired and the tenant has the maximum of keys', async () => {
    const expires_at = new Date(fixture.clock.now / 1_000 + 60_000).toISOString();
    const first = await issue('k', { ...body, expires_at });
    for (let count = 1; count < apiKeysMax; count += 1)
      await issueApiKey(fixture.deps, owner, body);
    fixture.clock.now += 120_000_000;
    expect((await issue('k', { ...body, expires_at })).id).toBe(first.id);
    await expect(issue('other')).rejects.toMatchObject({ code: 'too-many-api-keys' });
  });

  test('is not created again by a request with another body, and neither the key nor the Idempotency-Key is stored as plain text', async () => {
    const { key } = await issue('a-key-to-be-found');
    const other = issue('a-key-to-be-found', { ...body, name: 'other' });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    const query = { tenant, where: [], orderBy: [], limit: 10 };
    const stored = await Promise.all(
      [apiKeys.id, 'access_marks'].map((collection) =>
        fixture.store.query({ ...query, collection }),
      ),
    );
    expect(stored.map((documents) => documents.length)).toEqual([1, 1]);
    const text = JSON.stringify(stored, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(text).not.toContain(key);
    expect(text).not.toContain('a-key-to-be-found');
  });
});

test('simultaneous requests may exceed the limit of API keys, and the list shows each key', async () => {
  const write = (number: number) => apiKeyWrite(`mf_acme_${number}`, { tenant, scopes: [] }, 0);
  await fixture.store.commit(Array.from({ length: apiKeysMax - 1 }, (_, number) => write(number)));
  await Promise.all([issue('a'), issue('b')]);
  expect(await keys()).toHaveLength(apiKeysMax + 1);
  await expect(issue('c')).rejects.toMatchObject({ code: 'too-many-api-keys' });
});

describe('an Idempotency-Key', () => {
  const invitation = { email: 'bernd@example.com', role: 'viewer' };
  const invite = (key: string) => {
    const { once, wasReplayed } = under(key, invitation, 'members');
    return inviteMember(fixture.deps, owner, invitation, once).then((member) => ({
      member,
      replayed: wasReplayed(),
    }));
  };

  test('belongs to one verb, such as `members`; with another verb, the same value belongs to a new request', async () => {
    await issue('k');
    expect((await invite('k')).replayed).toBe(false);
    expect((await invite('k')).replayed).toBe(true);
  });

  test('of an earlier invitation does not invite a removed member again', async () => {
    const { member } = await invite('k');
    await removeMember(fixture.deps, owner, member);
    await expect(invite('k')).rejects.toMatchObject({ code: 'idempotency-record-gone' });
  });
});
