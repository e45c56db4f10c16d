import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { routesFor } from '#shared/settings/notice-routes.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentRef, Write } from '#shared/store/store.ts';
import type { OwnDataKeys } from '#shared/vault/own-data-keys.ts';
import { envelopeVersion, seal } from '#shared/vault/seal-envelope.ts';
import { noticesKek } from './collections.ts';
import { matchValue } from './match-value.ts';
import {
  deliveryMicros,
  type NewNotice,
  type NoticeDeps,
  newNotices,
  noticeValuesRef,
  type Told,
} from './notice.ts';
import { type OpenSecretsDeps, openSecrets } from './open-secrets.ts';

/** A value that identifies a person, in the form in which Mayfly compares it. */
export type NamedValue = {
  readonly field: string;
  readonly value: string;
  /** For a notice about deleted records: the record that had this value. */
  readonly record?: string;
  /** Set if a correction has replaced this value. */
  readonly until_corrected?: true;
};

/**
 * The hash of a value, as a notice contains it. The key of the hash is a secret of the recipient.
 */
export type MatchedValue = {
  readonly field: string;
  readonly secret: string;
  readonly hmac: string;
  readonly record?: string;
  readonly until_corrected?: true;
};

export type ValueNoticeDeps = NoticeDeps &
  OpenSecretsDeps &
  WithSettings & { readonly noticeKeys: OwnDataKeys };

/**
 * The place to which the ciphertext of a notice's hashes is bound: tenant, collection, id and
 * field. With another place the ciphertext cannot be decrypted.
 */
export function valuesPlace({ tenant, collection, id }: DocumentRef) {
  return { tenant, category: collection, recordId: id, field: 'values' };
}

async function sealValues(
  deps: ValueNoticeDeps,
  { ref: notice, createdAt }: NewNotice,
  values: readonly MatchedValue[],
): Promise<Write> {
  const { tenant } = deps;
  const ref = noticeValuesRef(notice);
  const expiresAt: Instant = createdAt + deliveryMicros;
  const end = Math.ceil(expiresAt / microsPerDay) * microsPerDay;
  const key = await deps.noticeKeys.keyToSeal({ tenant, category: noticesKek, end });
  const bytes = Buffer.from(JSON.stringify(values), 'utf8');
  const data = {
    expires_at: expiresAt,
    purge_shard: purgeShard(ref.id, deps.purgeShards),
    values_aes: seal(key, valuesPlace(ref), bytes, deps.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
  return { kind: 'create', ref, data };
}

/**
 * Makes the writes of notices with ids of records, and with hashes that are keyed with each
 * recipient's own secret. These writes must be in the commit that causes the event. If no endpoint
 * gets notices about the event, nothing is read.
 * @param valuesOf returns the values that identify the person; it is called only if an endpoint
 * gets a notice
 * @throws DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export type WriteNotices = (
  deps: ValueNoticeDeps,
  told: Told,
  valuesOf: () => Promise<readonly NamedValue[]>,
) => Promise<Write[]>;

export const noticesWithValues: WriteNotices = async (deps, told, valuesOf) => {
  const routes = deps.settings.notices;
  if (routesFor(routes, told.event, told.category).length === 0) return [];
  const values = await valuesOf();
  const written = newNotices(deps, routes, told).map(async (notice): Promise<Write[]> => {
    if (values.length === 0) return [notice.write];
    const secrets = await openSecrets(deps, deps.tenant, 'matching', notice.route.secrets);
    const matched = secrets.flatMap(({ id, secret }) =>
      values.map(({ value, ...named }) => ({
        ...named,
        secret: id,
        hmac: matchValue(secret, value),
      })),
    );
    return [notice.write, await sealValues(deps, notice, matched)];
  });
  return (await Promise.all(written)).flat();
};
