import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { legacyKeys, legacyRecordsId } from './collections.ts';

/** The `typ` of a signed report. */
export const legacyReportType = 'mayfly-legacy-report+jws';

export type LegacyReport = {
  readonly tenant: string;
  readonly as_of: string;
  /** The number of imported records that are still encrypted by the older system. */
  readonly legacy_records: number;
  /** The number of keys of the older system that are still stored. */
  readonly legacy_keys: number;
  /** The same facts as a signed text (JWS, RFC 7515). */
  readonly report: string;
};

/**
 * A signed report. It states how many records of a tenant are still encrypted by the older system,
 * and how many keys of that system are stored. Both numbers are counted in the database during this
 * call.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function reportLegacy(
  deps: {
    readonly store: ReadStore;
    readonly now: Clock;
    readonly signer: Pick<Signer, 'keyId' | 'sign'>;
  },
  tenant: string,
): Promise<LegacyReport> {
  const countOf = (collection: string) =>
    deps.store.count({ collection, tenant, where: [], orderBy: [] });
  const as_of = formatInstant(deps.now());
  const [left, keys] = await Promise.all([countOf(legacyRecordsId), countOf(legacyKeys.id)]);
  const payload = { tenant, as_of, legacy_records: left, legacy_keys: keys };
  return { ...payload, report: await signJws(deps.signer, legacyReportType, payload) };
}
