import { hashSecret } from '#shared/access/token-text.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { noticeEndpoints, notices, noticesKek } from '#shared/notices/collections.ts';
import { openAddress, endpointRef as recipientRef, sealAddress } from '#shared/notices/endpoint.ts';
import { noticeValuesRef, noticeWrites } from '#shared/notices/notice.ts';
import { valuesPlace } from '#shared/notices/notices-with-values.ts';
import { openSecrets } from '#shared/notices/open-secrets.ts';
import type { SecretKind } from '#shared/notices/secrets.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import { createOrReplace, type DocumentRef } from '#shared/store/store.ts';
import { findEndpoint } from '#shared/transfer/endpoints/change-endpoints.ts';
import { transferEndpoints } from '#shared/transfer/endpoints/collections.ts';
import {
  endpointRef,
  openEndpoint,
  sealEndpoint,
} from '#shared/transfer/endpoints/seal-endpoint.ts';
import { deviceTokens } from '#shared/transfer/tokens/collections.ts';
import {
  deviceTokenRef,
  openDeviceGrant,
  sealDeviceGrant,
} from '#shared/transfer/tokens/device-grant.ts';
import { createFindDeviceToken } from '#shared/transfer/tokens/find-device-token.ts';
import { deviceTokenTexts } from '#shared/transfer/tokens/give-device-token.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Deed } from '../../infra/threat-model/deeds.ts';
import { restoring } from './restoring.ts';
import { conversation, recipient, system } from './store-endpoints.ts';
import { succeedsSomehow, type Thief } from './thief.ts';
import { tenant, type Victim } from './victim.ts';

type Attempt = (thief: Thief, victim: Victim) => Promise<boolean>;

/** The address of a system that belongs to the thief. */
const evil = 'https://evil.example/';

/** Returns what Mayfly's code needs to use records, with the thief's rights to data and keys. */
const recordsOf = ({ platform, name }: Pick<Thief, 'platform' | 'name'>) =>
  createApiService(platform, name).records;

/** Returns what Mayfly's code needs to use records, in an honest function with empty caches. */
const honest = ({ platform }: Victim, name: string) => createApiService(platform, name).records;

/** Replaces the data of a document. The caller restores the document for the next thief. */
async function overwrite(
  { platform }: Thief,
  ref: DocumentRef,
  data: { [field: string]: unknown },
) {
  const found = await platform.store.get(ref);
  await platform.store.commit([createOrReplace(ref, data, found)]);
}

/**
 * Tells whether an honest function accepts what the thief has written. The function does not accept
 * a document that it cannot decrypt.
 */
async function isDeceived(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof DecryptionError || error instanceof Problem) return false;
    throw error;
  }
}

const readSystem: Attempt = async (thief) => {
  const found = await thief.platform.store.get(endpointRef(tenant, system.id));
  if (found === undefined) return false;
  const { auth } = await openEndpoint(recordsOf(thief), found);
  return auth.type === 'bearer' && auth.token === system.token;
};

const redirectDeviceData: Attempt = async (thief, victim) => {
  const ref = endpointRef(tenant, system.id);
  return restoring(victim, thief.doc(transferEndpoints, tenant, system.id), async () => {
    const records = recordsOf(thief);
    const auth = { type: 'none' } as const;
    const own = { url: evil, auth, mapping: undefined, signingSecret: 'whsec_' };
    await overwrite(thief, ref, await sealEndpoint(records, ref, own));
    const reader = { ...honest(victim, 'transfer'), tenant };
    return isDeceived(async () => (await findEndpoint(reader, system.id)).url === evil);
  });
};

const deleteSystem: Attempt = async (thief, victim) => {
  const document = thief.doc(transferEndpoints, tenant, system.id);
  return restoring(victim, document, async () => Boolean(await document.delete()));
};

const readDeviceGrant: Attempt = async (thief, { endpoints }) => {
  const found = await thief.platform.store.get(deviceTokenRef(tenant, endpoints.deviceTokenId));
  if (found === undefined) return false;
  const { instance } = await openDeviceGrant(recordsOf(thief), found);
  return 'instance_id' in instance && instance.instance_id === conversation;
};

/**
 * Makes a device token with a secret that the thief knows, for the conversation of another person.
 */
const makeDeviceToken: Attempt = async (thief, victim) => {
  const { platform } = thief;
  const id = newRecordId(platform);
  const secret = Buffer.from(platform.randomBytes(32)).toString('hex');
  const ref = deviceTokenRef(tenant, id);
  const grant = {
    secretHash: hashSecret(secret),
    instance: { instance_id: conversation },
    purpose: 'variables',
    scopes: ['variables:read'],
    expiresAt: victim.endpoints.deviceTokenExpiry,
  } as const;
  return restoring(victim, thief.doc(deviceTokens, tenant, id), async () => {
    const ctx = { ...recordsOf(thief), tenant } as Parameters<typeof sealDeviceGrant>[0];
    await overwrite(thief, ref, await sealDeviceGrant(ctx, ref, grant));
    const find = createFindDeviceToken(honest(victim, 'variables'), 'variables');
    const token = deviceTokenTexts.write({ tenant, id, secret });
    return isDeceived(async () => (await find(`Bearer ${token}`)).id === id);
  });
};

const readRecipient: Attempt = async (thief) => {
  const found = await thief.platform.store.get(recipientRef(tenant, recipient.id));
  if (found === undefined) return false;
  return (await openAddress(recordsOf(thief), found)).url === recipient.url;
};

const redirectNotices: Attempt = async (thief, victim) => {
  const ref = recipientRef(tenant, recipient.id);
  return restoring(victim, thief.doc(noticeEndpoints, tenant, recipient.id), async () => {
    const { store } = thief.platform;
    const sealed = await sealAddress(recordsOf(thief), ref, { recipient: 'x', url: evil });
    await overwrite(thief, ref, { ...(await store.get(ref))?.data, ...sealed });
    const stored = await victim.platform.store.get(ref);
    const reader = honest(victim, 'notices');
    return isDeceived(
      async () => stored !== undefined && (await openAddress(reader, stored)).url === evil,
    );
  });
};

const deleteRecipient: Attempt = async (thief, victim) => {
  const document = thief.doc(noticeEndpoints, tenant, recipient.id);
  return restoring(victim, document, async () => Boolean(await document.delete()));
};

const readSecret =
  (kind: SecretKind): Attempt =>
  async (thief, { endpoints }) =>
    (await openSecrets(recordsOf(thief), tenant, kind, endpoints.route.secrets)).length === 1;

const readHashes: Attempt = async (thief, { endpoints }) => {
  const ref = noticeValuesRef({ tenant, id: endpoints.noticeId });
  const found = await thief.platform.store.get(ref);
  if (found === undefined) return false;
  const key = await recordsOf(thief).keyring.keyToOpen(tenant, noticesKek, found.data);
  const bytes = open(key, valuesPlace(ref), found.data['values_aes'] as Uint8Array);
  return Buffer.from(bytes).toString('utf8').includes('hmac');
};

/**
 * Adds a notice of an erasure that never happened. If that is refused, changes a notice that waits
 * to be sent.
 */
const inventNotice: Attempt = async (thief, victim) => {
  const { platform } = thief;
  const { route, noticeId } = victim.endpoints;
  const deps = { ...recordsOf(thief), tenant };
  const [write] = noticeWrites(deps, [route], { event: 'erasure', records: ['f'.repeat(32)] });
  const waiting = thief.doc(notices, tenant, noticeId);
  const add = async () => {
    if (write === undefined) throw new Error('the recipient gets no notices of erasures');
    return restoring(victim, thief.doc(notices, tenant, write.ref.id), async () => {
      await platform.store.commit([write]);
      return true;
    });
  };
  const change = () =>
    restoring(victim, waiting, async () => Boolean(await waiting.update({ records: [] })));
  return succeedsSomehow(add, change);
};

export const endpointDeeds = {
  'read-system': readSystem,
  'read-device-grant': readDeviceGrant,
  'read-recipient': readRecipient,
  'read-signing-secret': readSecret('signing'),
  'read-matching-secret': readSecret('matching'),
  'read-hashes': readHashes,
  'redirect-device-data': redirectDeviceData,
  'make-device-token': makeDeviceToken,
  'redirect-notices': redirectNotices,
  'invent-notice': inventNotice,
  'delete-system': deleteSystem,
  'delete-recipient': deleteRecipient,
} as const satisfies { readonly [deed in Deed]?: Attempt };
