import type { Caller } from '#shared/access/caller.ts';
import { isSecretOf } from '#shared/access/token-text.ts';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { isLeaving } from '#shared/settings/live-rule.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import {
  type DeviceGrant,
  type DevicePurpose,
  deviceTokenRef,
  openDeviceGrant,
} from './device-grant.ts';
import { deviceTokenTexts } from './give-device-token.ts';

/**
 * What a valid token gives to its holder: the rights, and a caller that has these rights in verbs.
 */
export type DeviceHolder = {
  readonly caller: Caller;
  readonly grant: DeviceGrant;
  /** The id of the token. It is not secret. */
  readonly id: string;
};

/**
 * Finds and checks a device token.
 * @throws Problem `device-token-…`, `tenant-erased`; StoreUnavailable, KeyServiceUnavailable,
 * KeyDenied
 */
export type FindDeviceToken = (authorization: string | undefined) => Promise<DeviceHolder>;

function textOf(authorization: string | undefined): string {
  if (authorization === undefined) throw new Problem('device-token-missing');
  const text = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (text === undefined) throw new Problem('device-token-invalid');
  return text;
}

/**
 * Makes the function that finds tokens of one purpose. Each read is remembered for 5 s, so a
 * revoked token stops working everywhere within 5 s. A token is valid until the instant in its
 * sealed grant. The grant must have been sealed for the token's own document. It must contain the
 * hash of the token's secret, and this purpose.
 */
export function createFindDeviceToken(deps: RecordDeps, purpose: DevicePurpose): FindDeviceToken {
  const remember = createReadThrough<StoredDocument | undefined>(deps);
  const readSettings = createSettingsReader(deps);

  async function open(document: StoredDocument): Promise<DeviceGrant> {
    try {
      return await openDeviceGrant(deps, document);
    } catch (error) {
      if (error instanceof DecryptionError) throw new Problem('device-token-invalid');
      throw error;
    }
  }

  return async (authorization) => {
    const token = deviceTokenTexts.read(textOf(authorization));
    if (token === undefined) throw new Problem('device-token-invalid');
    const { tenant, id, secret } = token;
    const ref = deviceTokenRef(tenant, id);
    const [document, settings] = await Promise.all([
      remember(`${tenant} ${id}`, () => deps.store.get(ref)),
      readSettings(tenant),
    ]);
    if (settings !== undefined && isLeaving(settings, deps.now()))
      throw new Problem('tenant-erased');
    if (settings === undefined || !isUnexpired(document, deps.now()))
      throw new Problem('device-token-invalid');
    const grant = await open(document);
    const isGood = grant.expiresAt > deps.now() && isSecretOf(grant.secretHash, secret);
    if (!isGood || grant.purpose !== purpose) throw new Problem('device-token-invalid');
    const actor = { kind: 'api_key', id: `mfd_${tenant}_${id.slice(0, 8)}` } as const;
    return { caller: { tenant, scopes: new Set(grant.scopes), settings, actor }, grant, id };
  };
}
