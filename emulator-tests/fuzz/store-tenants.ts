import { hashApiKey } from '#shared/access/api-key.ts';
import type { Caller } from '#shared/access/caller.ts';
import type { Identify } from '#shared/access/identity.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import { roles } from '#shared/access/roles.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { categories } from '#shared/categories/registry.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { encodeSettings, profileRef } from '#shared/settings/encode-settings.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { allScopes, storeKey } from '../harness/instance.ts';
import type { KnownValues } from './known-values.ts';

export const tenants = ['fuzz', 'other'] as const;

/** The identity provider of all people. */
export const fuzzIssuer = 'https://id.example.org';

/**
 * The people who send requests: for each role one person of the tenant `fuzz`, an operator, and a
 * member of both tenants.
 */
const people = [...roles, 'operator', 'both'] as const;
const tokenOf = (person: string) => `token-of-${person}`;

/**
 * Identifies a person by a fixed token. The identity provider is not asked, because other tests
 * check its tokens.
 */
export const identifyPeople: Identify = async ({ headers }) => {
  const authorization = headers.get('authorization');
  const person = people.find((each) => authorization === `Bearer ${tokenOf(each)}`);
  return person && { identity: { email: `${person}@example.org`, issuer: fuzzIssuer } };
};

function callerOf(tenant: string): Caller {
  const actor = { kind: 'api_key', id: '' } as const;
  return { tenant, scopes: new Set(allScopes), settings: everythingOn(), actor };
}

/**
 * Stores API keys and members of both tenants. Requests can use the keys, and the tokens of the
 * members. But no request gets the id of such a key or member, so no request can revoke it.
 */
export async function storeCredentials(platform: Platform, known: KnownValues): Promise<void> {
  const key = async (name: string, tenant: string, scopes?: readonly string[]) => {
    const text = await storeKey(platform, platform.now, tenant, scopes);
    known.protect(hashApiKey(text));
    known.note('key', name, text);
  };
  await key('full', 'fuzz');
  await key('other', 'other');
  await key(
    'reader',
    'fuzz',
    allScopes.filter((scope) => scope.endsWith(':read')),
  );
  await key('none', 'fuzz', []);
  const { records, people: vouching } = createApiService(platform, 'tenants');
  const deps = { ...records, ...vouching };
  for (const person of people) {
    known.note('key', person, tokenOf(person));
    const role = roles.find((each) => each === person) ?? 'owner';
    const homes = person === 'operator' ? [] : person === 'both' ? tenants : (['fuzz'] as const);
    for (const tenant of homes) {
      const body = { email: `${person}@example.org`, role };
      known.protect((await inviteMember(deps, asActing(callerOf(tenant)), body)).id);
    }
  }
}

/**
 * Stores records in the categories that only Mayfly fills, so that requests find records to read
 * there.
 */
export async function storeOfSystem(
  platform: Platform,
  known: KnownValues,
  tenant: string,
): Promise<void> {
  for (const category of categories.filter(({ createdBy }) => createdBy === 'system')) {
    const { records: deps } = createApiService(platform, category.service);
    const ctx = { ...deps, ...asActing(callerOf(tenant)) };
    const example = Object.entries(recordExample(category) ?? {});
    const fields = Object.fromEntries(example.filter(([name]) => name in category.fields));
    const { writes, records } = await prepareRecords(ctx, category, [{ fields }, { fields }]);
    await platform.store.commit(writes);
    for (const { id } of records)
      known.note(tenant === 'other' ? 'foreign' : 'id', `/v1/${category.path}`, id);
  }
}

/**
 * Switches every category of both tenants on, and removes fences. A fence is an instant: it hides
 * the records of a category that were created up to this instant. The fences of erasures stay.
 */
export async function restoreTenants({ store }: Platform): Promise<void> {
  for (const tenant of tenants) {
    const ref = profileRef(tenant);
    const data = { ...(await store.get(ref))?.data, ...encodeSettings(everythingOn()) };
    await store.commit([{ kind: 'put', ref, data }]);
  }
}
