import type { Instant } from '#shared/base/time/instant.ts';
import type { DocumentData, Store } from '#shared/store/store.ts';
import { apiKeyPrefix, hashApiKey, newApiKey } from './api-key.ts';
import { apiKeys } from './collections.ts';

export type NewApiKey = {
  readonly tenant: string;
  readonly name?: string;
  readonly scopes: readonly string[];
  readonly validUntil?: Instant;
};

export type ApiKeyDeps = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** A new API key, and the write that stores its hash. */
export function prepareApiKey(deps: Omit<ApiKeyDeps, 'store'>, input: NewApiKey) {
  const { tenant, name, scopes, validUntil } = input;
  const key = newApiKey(tenant, deps.randomBytes);
  const data: DocumentData = {
    ...(name !== undefined && { name }),
    prefix: apiKeyPrefix(key),
    scopes: [...scopes],
    created_at: deps.now(),
    ...(validUntil !== undefined && { valid_until: validUntil }),
  };
  const ref = { tenant, collection: apiKeys.id, id: hashApiKey(key) };
  return { key, document: { ref, data }, write: { kind: 'create', ref, data } as const };
}

/** Creates an API key and stores its hash. @returns the key, to be shown once */
export async function createApiKey(deps: ApiKeyDeps, input: NewApiKey): Promise<string> {
  const { key, write } = prepareApiKey(deps, input);
  await deps.store.commit([write]);
  return key;
}
