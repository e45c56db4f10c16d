import type { Store } from '../store/store.ts';
import type { Instant } from '../time/instant.ts';
import { hashApiKey, newApiKey } from './api-key.ts';
import { apiKeys } from './collections.ts';

export type NewApiKey = {
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly validUntil?: Instant;
};

type Deps = {
  readonly store: Store;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
};

function refOf(tenant: string, key: string) {
  return { tenant, collection: apiKeys.id, id: hashApiKey(key) };
}

/** Creates an API key and stores its hash. @returns the key, to be shown once */
export async function createApiKey(deps: Deps, input: NewApiKey): Promise<string> {
  const key = newApiKey(input.tenant, deps.randomBytes);
  const data = {
    scopes: [...input.scopes],
    created_at: deps.now(),
    ...(input.validUntil !== undefined && { valid_until: input.validUntil }),
  };
  await deps.store.commit([{ kind: 'create', ref: refOf(input.tenant, key), data }]);
  return key;
}

/** Revokes an API key: it stops working everywhere within 5 s. @returns whether it was there */
export async function revokeApiKey(
  deps: Pick<Deps, 'store' | 'now'>,
  input: { readonly tenant: string; readonly key: string },
): Promise<boolean> {
  const document = await deps.store.get(refOf(input.tenant, input.key));
  if (document === undefined) return false;
  const data = { ...document.data, revoked_at: deps.now() };
  await deps.store.commit([
    { kind: 'replace', ref: document.ref, data, version: document.version },
  ]);
  return true;
}
