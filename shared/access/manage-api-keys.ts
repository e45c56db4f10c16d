import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { instant, plainId } from '#shared/categories/field-schemas.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { apiKeyPrefix, hashApiKey } from './api-key.ts';
import type { Caller } from './caller.ts';
import { apiKeys, apiKeyUses } from './collections.ts';
import { requireScope } from './scope.ts';
import { type ApiKeyDeps, createApiKey } from './store-api-key.ts';

/** API keys that a tenant may have, revoked ones included. */
export const apiKeysMax = 200;

/** Every scope that an API key can hold. */
export function apiKeyScopes(categories: readonly Category[]): string[] {
  const own = categories.flatMap(({ id, createdBy, deletable }) => [
    `${id}:read`,
    `${id}:export`,
    ...(createdBy === 'caller' || deletable ? [`${id}:write`] : []),
    ...(deletable ? [`${id}:delete`] : []),
  ]);
  return [...own, 'subjects', 'tenant'];
}

export function newApiKeySchema(categories: readonly Category[]) {
  return z.strictObject({
    name: plainId.optional(),
    scopes: z
      .array(z.enum(apiKeyScopes(categories)))
      .min(1)
      .max(100),
    expires_at: instant.optional(),
  });
}

function render({ ref, data }: StoredDocument, lastUsedOn: string | undefined) {
  const time = (field: string) =>
    data[field] === undefined ? null : formatInstant(data[field] as Instant);
  return {
    id: ref.id,
    name: (data['name'] as string | undefined) ?? null,
    prefix: data['prefix'] as string,
    scopes: data['scopes'] as string[],
    created_at: time('created_at'),
    expires_at: time('valid_until'),
    revoked_at: time('revoked_at'),
    last_used_on: lastUsedOn ?? null,
  };
}

export type ApiKeyDescription = ReturnType<typeof render>;

type Deps = ApiKeyDeps & {
  readonly categories: readonly Category[];
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

function all(
  deps: Pick<Deps, 'store'>,
  tenant: string,
  { id: collection }: Collection = apiKeys,
): Promise<StoredDocument[]> {
  const limit = apiKeysMax;
  return deps.store.query({ collection, tenant, where: [], orderBy: [], limit });
}

/** The tenant's API keys, newest first; never the keys themselves. @throws Problem `scope-missing` */
export async function listApiKeys(deps: Deps, caller: Caller): Promise<ApiKeyDescription[]> {
  requireScope(caller.scopes, 'tenant');
  const [documents, uses] = await Promise.all([
    all(deps, caller.tenant),
    all(deps, caller.tenant, apiKeyUses),
  ]);
  const usedOn = new Map(uses.map(({ ref, data }) => [ref.id, data['last_used_on'] as string]));
  const createdAt = ({ data }: StoredDocument) => data['created_at'] as Instant;
  return documents
    .toSorted((a, b) => createdAt(b) - createdAt(a))
    .map((document) => render(document, usedOn.get(document.ref.id)));
}

/**
 * Creates an API key; the answer is the only time it is shown. Whoever may administrate a tenant can give any
 * scope, as they can make anybody an owner.
 * @throws Problem `scope-missing`, `validation-failed`, `too-many-api-keys`
 */
export async function issueApiKey(
  deps: Deps,
  caller: Caller,
  body: unknown,
): Promise<ApiKeyDescription & { readonly key: string }> {
  requireScope(caller.scopes, 'tenant');
  const { name, scopes, expires_at } = parse(newApiKeySchema(deps.categories), body);
  const validUntil = expires_at === undefined ? undefined : Date.parse(expires_at) * microsPerMilli;
  if (validUntil !== undefined && validUntil <= deps.now()) {
    const errors = [{ pointer: '/expires_at', rule: 'in the future' }];
    throw new Problem('validation-failed', { errors });
  }
  const { tenant } = caller;
  if ((await all(deps, tenant)).length >= apiKeysMax) throw new Problem('too-many-api-keys');
  const key = await createApiKey(deps, {
    tenant,
    scopes: [...new Set(scopes)],
    ...(name !== undefined && { name }),
    ...(validUntil !== undefined && { validUntil }),
  });
  const ref = { tenant, collection: apiKeys.id, id: hashApiKey(key) };
  const document = await deps.store.get(ref);
  if (document === undefined) throw new Error('the key was just stored');
  return { ...render(document, undefined), prefix: apiKeyPrefix(key), key };
}

/**
 * Revokes an API key: it stops working everywhere within 5 s. Repeating changes nothing.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function revokeApiKey(
  deps: Deps,
  caller: Caller,
  input: { readonly id: string },
): Promise<void> {
  requireScope(caller.scopes, 'tenant');
  if (!/^[0-9a-f]{64}$/.test(input.id)) throw new Problem('record-not-found');
  const ref = { tenant: caller.tenant, collection: apiKeys.id, id: input.id };
  await retryOnConflict(deps, async () => {
    const document = await deps.store.get(ref);
    if (document === undefined) throw new Problem('record-not-found');
    if (document.data['revoked_at'] !== undefined) return;
    const data = { ...document.data, revoked_at: deps.now() };
    await deps.store.commit([{ kind: 'replace', ref, data, version: document.version }]);
  });
}
