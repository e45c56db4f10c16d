import { allTenants, type Query } from '#shared/store/store.ts';
import { lookupSecrets } from '#shared/vault/collections.ts';
import { deleteEndedKeys } from '../legacy/delete-ended-keys.ts';
import { type Migrated, rewriteLegacy } from '../legacy/rewrite-legacy.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepDeps, SweepRun } from '../sweep-run.ts';
import { type ReencryptDeps, type Reencrypted, reencryptRetired } from './reencrypt-retired.ts';
import { isRehashed, type RehashDeps, rehashTenant } from './rehash-tenant.ts';
import { type FullKeysDeps, retireFullKeys } from './retire-full-keys.ts';
import { type RewrapDeps, type Rewrapped, rewrapKeys } from './rewrap-keys.ts';
import { untilOutage } from './until-outage.ts';

export type RekeyDeps = SweepDeps &
  RehashDeps &
  RewrapDeps &
  ReencryptDeps &
  Pick<FullKeysDeps, 'documentsMax'>;

/** The result of a run of `rekey`. A failed part is for example a record, a secret or a tenant. */
export type RekeyReport = SweepReport &
  Rewrapped &
  FullKeys &
  Reencrypted &
  Migrated &
  EndedKeys &
  Rehashed;

/** How many ended keys of older systems were deleted. */
type EndedKeys = { readonly legacy_keys_deleted: number };

/** How many data keys were retired because they are full. */
type FullKeys = { readonly keys_full: number };

/** The counts about hashes and marks that were made by older rules. */
type Rehashed = {
  /** Tenants whose hashes or marks were made by older rules. */
  readonly tenants: number;
  /** Documents of these tenants that the run has read. */
  readonly seen: number;
  /** Documents whose hashes or marks were rewritten. */
  readonly rehashed: number;
  /** Values that today's rules refuse. They keep their hash, and nobody can search for them. */
  readonly refused: number;
  /**
   * Phone numbers without a country code, if their hash was made for another country than the
   * tenant's present one. They keep their hash.
   */
  readonly kept: number;
  /** Documents that cannot be decrypted. */
  readonly unopened: number;
};

/** The lookup secrets of all tenants. They are ordered by their paths, which needs no index. */
const everySecret: Query = {
  collection: lookupSecrets.id,
  tenant: allTenants,
  where: [],
  orderBy: [],
  limit: 100,
};

/** Updates the hashes, marks and links of every tenant that may have hashes by older rules. */
async function rehashTenants(run: SweepRun, deps: RekeyDeps): Promise<Rehashed> {
  const outcomes = await runFound(run, everySecret, async (secrets) => {
    if (isRehashed(deps, secrets)) return { ...none, complete: true };
    return { tenants: 1, ...(await rehashTenant(run, deps, secrets)) };
  });
  return {
    tenants: sumOf(outcomes, 'tenants'),
    seen: sumOf(outcomes, 'seen'),
    rehashed: sumOf(outcomes, 'rehashed'),
    refused: sumOf(outcomes, 'refused'),
    kept: sumOf(outcomes, 'kept'),
    unopened: sumOf(outcomes, 'unopened'),
  };
}

/**
 * Updates the encryption and the hashes of stored data in four steps. First it wraps secrets again
 * after a rotation. Second it retires full keys, and encrypts the data of retired keys with other
 * keys. Third it turns waiting lines of an import into records, and deletes ended keys of older
 * systems. (The fields of waiting lines are still ciphertexts of an older system.) Last it updates
 * hashes by today's rules. If the time is up, or the key service is down, the later steps begin no
 * work, and the next run continues.
 */
export function runRekey(deps: RekeyDeps): Promise<RekeyReport> {
  return runSweep(deps, async (begun) => {
    const run = untilOutage(begun);
    const rewrapped = await rewrapKeys(run, deps);
    const full = await retireFullKeys(run, {
      ...deps.records,
      wrapper: deps.wrapper,
      collections: deps.collections,
      algorithm: 'aes-256-gcm',
      ...(deps.documentsMax !== undefined && { documentsMax: deps.documentsMax }),
    });
    const reencrypted = await reencryptRetired(run, deps);
    const migrated = await rewriteLegacy(run, deps);
    const ended = await deleteEndedKeys(run);
    const rehashed = await rehashTenants(run, deps);
    const unopened = reencrypted.unopened + rehashed.unopened;
    return { ...rewrapped, ...full, ...reencrypted, ...migrated, ...ended, ...rehashed, unopened };
  });
}

const none = { tenants: 0, seen: 0, rehashed: 0, refused: 0, kept: 0, unopened: 0 };
