import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { legacyRecordsId } from './collections.ts';

/** The `typ` of a signed report. */
export const legacyReportType = 'mayfly-legacy-report+jws';

export type LegacyReport = {
  readonly tenant: string;
  readonly as_of: string;
  /** Imported records that still hold ciphertexts of the older system. */
  readonly legacy_records: number;
  /** The same, signed (RFC 7515). */
  readonly report: string;
};

/**
 * How many legacy envelopes a tenant still has, signed: 0 says that none is left. One count, of what the database holds then.
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
  const query = { collection: legacyRecordsId, tenant, where: [], orderBy: [] };
  const left = await deps.store.count(query);
  const payload = { tenant, as_of: formatInstant(deps.now()), legacy_records: left };
  return { ...payload, report: await signJws(deps.signer, legacyReportType, payload) };
}
