import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import {
  formatInstant,
  type Instant,
  microsPerDay,
  parseInstant,
} from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { instant, plainId } from '#shared/categories/field-schemas.ts';
import { listAll } from '#shared/store/all-of.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { DocumentData, ReadStore, StoredDocument, Write } from '#shared/store/store.ts';
import { hashApiKey, newApiKey } from './api-key.ts';
import type { Caller } from './caller.ts';
import { apiKeys, apiKeyUses } from './collections.ts';
import { actFor, retryChecked } from './commit-checked.ts';
import { type DoOnce, doUnkeyed } from './do-once.ts';
import { usesOf } from './key-uses.ts';
import type { Acting } from './renew-caller.ts';
import { requireScope, rightTo } from './scope.ts';
import { apiKeyWrite } from './store-api-key.ts';

/** If a new key replaces an old one, both may work together for at most this many days. */
const overlapDaysMax = 90;

/**
 * A tenant with this many API keys gets no further one. Revoked and expired keys count too.
 * Simultaneous requests can exceed this number a little.
 */
export const apiKeysMax = 200;

/** Every scope that an API key can have. */
export function apiKeyScopes(categories: readonly Category[]): string[] {
  const own = categories.flatMap(({ id, createdBy, deletable }) => [
    `${id}:read`,
    `${id}:export`,
    ...(createdBy === 'caller' || deletable ? [`${id}:write`] : []),
    ...(deletable ? [`${id}:delete`] : []),
  ]);
  return [...own, 'subjects', 'tenant'];
}

const apiKeyId = /^[0-9a-f]{64}$/;

export function newApiKeySchema(categories: readonly Category[]) {
  return z.strictObject({
    name: plainId.optional(),
    scopes: z
      .array(z.enum(apiKeyScopes(categories)))
      .min(1)
      .max(100),
    expires_at: instant.optional(),
    /**
     * The key that the new key replaces. The old key works for `overlap_days` more, and then ends.
     */
    replaces: z
      .strictObject({
        id: z.string().regex(apiKeyId),
        overlap_days: z.int().min(0).max(overlapDaysMax),
      })
      .optional(),
  });
}

function render(
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
  noted: DocumentData | undefined,
) {
  const uses = usesOf(noted);
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
    last_used_on: uses.lastUsedOn ?? null,
    scopes_noted_since: uses.scopesSince ?? null,
    scopes_used: uses.scopes.map(({ scope, firstUsedOn, lastUsedOn }) => ({
      scope,
      first_used_on: firstUsedOn,
      last_used_on: lastUsedOn,
    })),
  };
}

export type ApiKeyDescription = ReturnType<typeof render>;

type Deps = RetryDeps & {
  readonly store: ReadStore;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly categories: readonly Category[];
};

const administrates = rightTo('tenant');

/** Reads all API keys of a tenant, or the notes about the uses of all its keys. */
function all(
  deps: Pick<Deps, 'store'>,
  tenant: string,
  { id: collection }: Collection = apiKeys,
): Promise<StoredDocument[]> {
  return listAll(deps.store, { collection, tenant, where: [], orderBy: [] });
}

/**
 * Lists the tenant's API keys, newest first. The list never contains the keys themselves.
 * @throws Problem `scope-missing`
 */
export async function listApiKeys(deps: Deps, caller: Caller): Promise<ApiKeyDescription[]> {
  requireScope(caller.scopes, 'tenant');
  const [documents, uses] = await Promise.all([
    all(deps, caller.tenant),
    all(deps, caller.tenant, apiKeyUses),
  ]);
  const noted = new Map(uses.map(({ ref, data }) => [ref.id, data]));
  const createdAt = ({ data }: StoredDocument) => data['created_at'] as Instant;
  return documents
    .toSorted((a, b) => createdAt(b) - createdAt(a))
    .map((document) => render(document, noted.get(document.ref.id)));
}

/**
 * An API key as its creator sees it. Only the first answer contains the text of the key. If the
 * request is repeated, the answer contains null instead.
 */
export type IssuedApiKey = ApiKeyDescription & { readonly key: string | null };

/**
 * Creates an API key. A repeated request with the same `Idempotency-Key` creates no second key, and
 * its answer does not contain the text of the key. An administrator of a tenant may give any scope,
 * because administrators can also make any person an owner.
 *
 * If the new key replaces another, the same commit sets the end of the replaced key: now plus the
 * overlap. If the replaced key ends sooner anyway, its end does not change.
 * @throws Problem `scope-missing`, `validation-failed`, `too-many-api-keys`, `record-not-found`
 * when there is no working key to replace, `idempotency-mismatch`, `idempotency-record-gone`,
 * `contention`
 */
export async function issueApiKey(
  deps: Deps,
  caller: Acting,
  body: unknown,
  once: DoOnce = doUnkeyed,
): Promise<IssuedApiKey> {
  administrates(caller);
  const { tenant } = caller;
  const wanted = parse(newApiKeySchema(deps.categories), body);
  const validUntil = toValidUntil(wanted.expires_at);
  const input = {
    tenant,
    scopes: [...new Set(wanted.scopes)],
    ...(wanted.name !== undefined && { name: wanted.name }),
    ...(validUntil !== undefined && { validUntil }),
  };
  const key = newApiKey(tenant, deps.randomBytes);
  const id = hashApiKey(key);
  const refOf = (by: string) => ({ tenant, collection: apiKeys.id, id: by });
  return once<IssuedApiKey>(
    (attempt) => retryChecked(actFor(deps, caller), administrates, attempt),
    {
      async commit(now, remember, number) {
        requireFuture(validUntil, now.now());
        const write = apiKeyWrite(key, input, now.now());
        // If the answer to the commit of an earlier attempt was lost, this attempt finds the key
        // already stored. Only this request knows the text of the key.
        const stored = number > 0 ? await now.store.get(refOf(id)) : undefined;
        if (stored !== undefined) return { ...render(stored, undefined), key };
        if ((await all(now, tenant)).length >= apiKeysMax) throw new Problem('too-many-api-keys');
        const ending = await endingOf(now, tenant, wanted.replaces);
        await now.commit([write, ...ending, ...remember(id)]);
        return { ...render(write, undefined), key };
      },
      async repeat(now, by) {
        const document = await now.store.get(refOf(by));
        if (document === undefined) return undefined;
        const use = await now.store.get({ tenant, collection: apiKeyUses.id, id: by });
        // If this request's own commit stored the key, but its answer was lost, this request still
        // knows the text of the key.
        return { ...render(document, use?.data), key: by === id ? key : null };
      },
    },
  );
}

/** The write that ends a replaced key after the overlap. */
async function endingOf(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  tenant: string,
  replaced: { readonly id: string; readonly overlap_days: number } | undefined,
): Promise<Write[]> {
  if (replaced === undefined) return [];
  const ref = { tenant, collection: apiKeys.id, id: replaced.id };
  const document = await store.get(ref);
  const validUntil = (document?.data['valid_until'] as Instant | undefined) ?? Infinity;
  if (document === undefined || document.data['revoked_at'] !== undefined || validUntil <= now())
    throw new Problem('record-not-found');
  const endsAt = now() + replaced.overlap_days * microsPerDay;
  if (validUntil <= endsAt) return [];
  const data = { ...document.data, valid_until: endsAt };
  return [{ kind: 'replace', ref, data, version: document.version }];
}

function toValidUntil(expiresAt: string | undefined): Instant | undefined {
  return expiresAt === undefined ? undefined : parseInstant(expiresAt);
}

function requireFuture(validUntil: Instant | undefined, now: Instant): void {
  if (validUntil === undefined || validUntil > now) return;
  const errors = [{ pointer: '/expires_at', rule: 'in the future' }];
  throw new Problem('validation-failed', { errors });
}

/**
 * Revokes an API key. It stops working in every process within 5 s. A repeated request changes
 * nothing.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function revokeApiKey(
  deps: Deps,
  caller: Acting,
  input: { readonly id: string },
): Promise<void> {
  administrates(caller);
  if (!apiKeyId.test(input.id)) throw new Problem('record-not-found');
  const ref = { tenant: caller.tenant, collection: apiKeys.id, id: input.id };
  await retryChecked(actFor(deps, caller), administrates, async (now) => {
    const document = await now.store.get(ref);
    if (document === undefined) throw new Problem('record-not-found');
    if (document.data['revoked_at'] !== undefined) return;
    const data = { ...document.data, revoked_at: now.now() };
    await now.commit([{ kind: 'replace', ref, data, version: document.version }]);
  });
}
