import { timingSafeEqual } from 'node:crypto';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import {
  createOrReplace,
  type DocumentRef,
  type Store,
  type StoredDocument,
} from '#shared/store/store.ts';
import { type DataKey, dataKeyBytes, importDataKey } from '#shared/vault/data-key.ts';
import { type KeyWrapper, WrappedKeyDamaged, wrappedFields } from '#shared/vault/key-wrapper.ts';
import { legacyKek, legacyKeys } from './collections.ts';

const algorithm = 'aes-128-cbc';

/**
 * A legacy key encrypts no records. So it belongs to no bucket, and its `bucketEnd` is never
 * reached.
 */
const terms = { format: 1, algorithm, use: '', bucketEnd: Number.MAX_SAFE_INTEGER } as const;

export type LegacyKeyDeps = RetryDeps & {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: Clock;
};

function refOf(tenant: string, name: string): DocumentRef {
  return { tenant, collection: legacyKeys.id, id: name };
}

/** The additional data that binds a wrapped legacy key to its tenant and name. */
export function legacyAad(tenant: string, name: string): Uint8Array {
  return Buffer.from(['legacy', tenant, name].join('|'), 'utf8');
}

/** Unwraps a stored key. @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged */
function unwrapStored(wrapper: KeyWrapper, { ref, data }: StoredDocument): Promise<Uint8Array> {
  return wrapper.unwrap(legacyKek, data['wrapped'] as Uint8Array, legacyAad(ref.tenant, ref.id));
}

/**
 * True if the stored key is intact and differs from the given key. A damaged stored key decrypts
 * nothing, so any key may replace it. In this case the result is false.
 */
async function isAnother(
  wrapper: KeyWrapper,
  found: StoredDocument,
  bytes: Uint8Array,
): Promise<boolean> {
  try {
    const known = await unwrapStored(wrapper, found);
    const isSame = known.length === bytes.length && timingSafeEqual(known, bytes);
    known.fill(0);
    return !isSame;
  } catch (error) {
    if (error instanceof WrappedKeyDamaged) return false;
    throw error;
  }
}

/**
 * Wraps a key of an older system and stores it. Until the key is deleted, no other key can get its
 * name, except if the stored key is damaged. Waiting lines contain this name, and a running import
 * may add more such lines. If an ended key is stored again, imports can use it again.
 * @throws Problem `validation-failed` if the key does not have 128 bits, `legacy-key-taken` if
 * another key has the name; KeyServiceUnavailable, KeyDenied
 */
export async function storeLegacyKey(
  deps: LegacyKeyDeps,
  input: { readonly tenant: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const { tenant, name, bytes } = input;
  if (bytes.length !== dataKeyBytes[algorithm]) {
    const errors = [{ pointer: '/key', rule: '16 bytes as base64 or hex' }];
    throw new Problem('validation-failed', { errors });
  }
  const wrapped = await deps.wrapper.wrap(legacyKek, bytes, legacyAad(tenant, name));
  const ref = refOf(tenant, name);
  await retryOnConflict(deps, async () => {
    const data = { ...wrappedFields(wrapped), created_at: deps.now() };
    const found = await deps.store.get(ref);
    if (found !== undefined && (await isAnother(deps.wrapper, found, bytes)))
      throw new Problem('legacy-key-taken');
    await deps.store.commit([createOrReplace(ref, data, found)]);
  });
}

/**
 * Ends a legacy key: from now on imports cannot use the key. The sweep still decrypts waiting lines
 * with the key, and deletes it when no line of the tenant waits any more. A second call changes
 * nothing. If the same key is stored again, imports can use it again.
 * @throws Problem `record-not-found`
 */
export function endLegacyKey(
  deps: Omit<LegacyKeyDeps, 'wrapper'>,
  { tenant, name }: { readonly tenant: string; readonly name: string },
): Promise<Instant> {
  const ref = refOf(tenant, name);
  return retryOnConflict(deps, async () => {
    const found = await deps.store.get(ref);
    if (found === undefined) throw new Problem('record-not-found');
    const known = found.data['ended_at'] as Instant | undefined;
    if (known !== undefined) return known;
    const endedAt = deps.now();
    const { version } = found;
    await deps.store.commit([{ kind: 'update', ref, data: { ended_at: endedAt }, version }]);
    return endedAt;
  });
}

/**
 * The key for an import. Undefined if no key has this name, or if the key is ended.
 * @throws like {@link loadLegacyKey}
 */
export async function loadImportKey(
  deps: Pick<LegacyKeyDeps, 'store' | 'wrapper'>,
  tenant: string,
  name: string,
): Promise<DataKey | undefined> {
  const found = await deps.store.get(refOf(tenant, name));
  return found?.data['ended_at'] === undefined ? loadLegacyKey(deps, tenant, name) : undefined;
}

/** Makes a function that loads the legacy keys of tenants, and loads each key only once. */
export function createKeyReader(deps: Pick<LegacyKeyDeps, 'store' | 'wrapper'>) {
  const keys = new Map<string, Promise<DataKey | undefined>>();
  return (tenant: string, name: string | undefined) => {
    if (name === undefined) return undefined;
    const id = `${tenant}|${name}`;
    const known = keys.get(id) ?? loadLegacyKey(deps, tenant, name);
    keys.set(id, known);
    return known;
  };
}

/**
 * Loads the legacy key with this name. Undefined if no key has this name.
 * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
 */
export async function loadLegacyKey(
  { store, wrapper }: Pick<LegacyKeyDeps, 'store' | 'wrapper'>,
  tenant: string,
  name: string,
): Promise<DataKey | undefined> {
  const found = await store.get(refOf(tenant, name));
  if (found === undefined) return undefined;
  const bytes = await unwrapStored(wrapper, found);
  try {
    return importDataKey(name, terms, bytes);
  } finally {
    bytes.fill(0);
  }
}
