import { createHash } from 'node:crypto';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import {
  createOrReplace,
  type DocumentRef,
  platformTenant,
  type ReadStore,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { registeredOrigins } from './collections.ts';
import { createProfileReader } from './read-settings.ts';

/**
 * Looks up the origins that tenants have registered. Origins have the form in which browsers send
 * them (`https://shop.example`, RFC 6454, section 6.2). Every request from a browser needs a
 * lookup. So an implementation should remember results, but for at most 5 s.
 */
export type OriginLookup = {
  /**
   * True if at least one tenant has registered the origin. A preflight request has no credential,
   * so its tenant is unknown.
   */
  readonly isRegistered: (origin: string) => Promise<boolean>;
  readonly originsOf: (tenant: string) => Promise<ReadonlySet<string>>;
};

function originRef(origin: string): DocumentRef {
  const id = createHash('sha256').update(origin, 'utf8').digest('hex');
  return { tenant: platformTenant, collection: registeredOrigins.id, id };
}

function tenantsOf(document: StoredDocument | undefined): readonly string[] {
  return (document?.data['tenants'] as string[] | undefined) ?? [];
}

/**
 * Looks up registered origins in the database. A lookup of an origin or of a tenant costs one read.
 * Its result is remembered for 5 s.
 */
export function createOriginLookup(deps: {
  readonly store: ReadStore;
  readonly now: () => Instant;
}): OriginLookup {
  const readProfile = createProfileReader(deps);
  const remember = createReadThrough<boolean>(deps);
  return {
    isRegistered: (origin) =>
      remember(origin, async () => tenantsOf(await deps.store.get(originRef(origin))).length > 0),
    originsOf: async (tenant) => new Set((await readProfile(tenant))?.origins),
  };
}

/**
 * The documents of origins that only this tenant has registered. They are deleted with the tenant.
 */
export async function originsHeldAlone(
  store: ReadStore,
  tenant: string,
  profile: StoredDocument,
): Promise<StoredDocument[]> {
  const refs = ((profile.data['origins'] as string[] | undefined) ?? []).map(originRef);
  const found = refs.length === 0 ? [] : await store.getAll(refs);
  return found.filter(
    (document): document is StoredDocument =>
      document !== undefined && tenantsOf(document).every((each) => each === tenant),
  );
}

/**
 * The writes that register the origins that a tenant has added, and remove the tenant from the
 * origins that it no longer lists.
 */
export async function originWrites(
  store: ReadStore,
  tenant: string,
  before: readonly string[],
  after: readonly string[],
): Promise<Write[]> {
  const changed = [...new Set([...before, ...after])].filter(
    (origin) => before.includes(origin) !== after.includes(origin),
  );
  if (changed.length === 0) return [];
  const refs = changed.map(originRef);
  const found = await store.getAll(refs);
  return refs.flatMap((ref, index): Write[] => {
    const document = found[index];
    const others = tenantsOf(document).filter((each) => each !== tenant);
    const tenants = after.includes(changed[index] ?? '') ? [...others, tenant] : others;
    if (tenants.length > 0) return [createOrReplace(ref, { tenants }, document)];
    return document === undefined ? [] : [{ kind: 'delete', ref, version: document.version }];
  });
}
