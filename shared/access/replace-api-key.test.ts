import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { createTenantsFixture } from '#shared/tenants/testing/create-tenants-fixture.ts';
import { createFindApiKey } from './find-api-key.ts';
import { issueApiKey, listApiKeys, revokeApiKey } from './manage-api-keys.ts';
import type { Acting } from './renew-caller.ts';

const scopes = ['customers:read'];
let fixture: ReturnType<typeof createTenantsFixture>;
let owner: Acting;

beforeEach(async () => {
  fixture = createTenantsFixture();
  await fixture.open('acme', 'anna@example.com');
  owner = await fixture.callerOf('anna@example.com');
});

const issue = (more: object = {}) => issueApiKey(fixture.deps, owner, { scopes, ...more });

/** True if a process with empty caches accepts a key. */
async function works(key: string | null): Promise<boolean> {
  const find = createFindApiKey({ ...fixture.deps, now: () => fixture.clock.now });
  return find(String(key)).then(
    () => true,
    () => false,
  );
}

async function replace(old: { readonly id: string }, overlap_days: number) {
  return issue({ replaces: { id: old.id, overlap_days } });
}

test('a replaced key works together with the new one until the overlap ends, and not an instant longer', async () => {
  const old = await issue();
  const fresh = await replace(old, 7);
  fixture.clock.now += 7 * microsPerDay - 1;
  expect([await works(old.key), await works(fresh.key)]).toEqual([true, true]);
  fixture.clock.now += 1;
  expect([await works(old.key), await works(fresh.key)]).toEqual([false, true]);
});

test('without an overlap the old key ends at once', async () => {
  const old = await issue();
  await replace(old, 0);
  expect(await works(old.key)).toBe(false);
});

test('an overlap does not make the expiry of a key later', async () => {
  const expires_at = formatInstant(fixture.clock.now + microsPerDay);
  const old = await issue({ expires_at });
  await replace(old, 30);
  const kept = (await listApiKeys(fixture.deps, owner)).find(({ id }) => id === old.id);
  expect(kept?.expires_at).toBe(expires_at);
});

test('a revoked key, an ended key, or another tenant’s key cannot be replaced', async () => {
  const gone = await issue();
  await revokeApiKey(fixture.deps, owner, gone);
  const ended = await issue();
  await replace(ended, 0);
  await fixture.open('other', 'otto@example.com');
  const otto = await fixture.callerOf('otto@example.com');
  const foreign = await issueApiKey(fixture.deps, otto, { scopes });
  const before = (await listApiKeys(fixture.deps, owner)).length;
  for (const each of [gone, ended, foreign])
    await expect(replace(each, 7)).rejects.toMatchObject({ code: 'record-not-found' });
  expect(await listApiKeys(fixture.deps, owner)).toHaveLength(before);
  expect(await works(foreign.key)).toBe(true);
});
