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
  readonly store: Pick<Store, 'commit'>;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** The write that stores an API key. The id of the document is the hash of the key. */
export function apiKeyWrite(key: string, input: NewApiKey, now: Instant) {
  const { tenant, name, scopes, validUntil } = input;
  const data: DocumentData = {
    ...(name !== undefined && { name }),
    prefix: apiKeyPrefix(key),
    scopes: [...scopes],
    created_at: now,
    ...(validUntil !== undefined && { valid_until: validUntil }),
  };
  const ref = { tenant, collection: apiKeys.id, id: hashApiKey(key) };
  return { kind: 'create', ref, data } as const;
}

/**
 * Creates an API key and stores its hash. It checks no right.
 * @returns the key, to be shown once
 */
export async function createApiKey(deps: ApiKeyDeps, input: NewApiKey): Promise<string> {
  const key = newApiKey(input.tenant, deps.randomBytes);
  await deps.store.commit([apiKeyWrite(key, input, deps.now())]);
  return key;
}
