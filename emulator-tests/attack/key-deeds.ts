import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { generateKeyPair, SignJWT } from 'jose';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { variables as variablesCategory } from '#shared/categories/variables.ts';
import { dataKeyPointers, dataKeys } from '#shared/vault/collections.ts';
import { KeyDenied } from '#shared/vault/key-wrapper.ts';
import { createDataKeyDirectory } from '#shared/vault/open/records/data-key-directory.ts';
import { keyVersionsOf } from '#shared/wiring/keys/key-versions-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createPurgeApp } from '../../functions/purge/app.ts';
import { databases, functions } from '../../infra/manifest.ts';
import type { Deed } from '../../infra/threat-model/deeds.ts';
import { type Scheduler, schedulerClaims } from '../harness/scheduler.ts';
import { pepperOf } from './category-deeds.ts';
import { restoring } from './restoring.ts';
import { succeedsSomehow, type Thief } from './thief.ts';
import { clientSecret, tenant, type Victim } from './victim.ts';

type Attempt = (thief: Thief, victim: Victim, scheduler: Scheduler) => Promise<boolean>;

const listTenants: Attempt = (thief) =>
  succeedsSomehow(
    ...databases.map(({ id }) => async () => {
      const found = await thief.db(id).collection('tenants').listDocuments();
      return found.some((document) => document.id === tenant);
    }),
  );

const readPepper: Attempt = async (thief) => (await pepperOf(thief)).pepper.symmetricKeySize === 32;

/**
 * Looks for the client secret in the environment variables that the manifest gives to the thief's
 * function.
 */
const readClientSecret: Attempt = async ({ name, platform }) => {
  const own = functions.find((each) => each.name === name)?.environment ?? [];
  const environment = own.map((variable) => platform.config[variable]);
  return JSON.stringify(environment).includes(clientSecret);
};

/**
 * Finds a record whose category the thief's function does not serve. Returns the document of the
 * record's data key.
 */
async function foreignDataKey(thief: Thief, { records, platform }: Victim) {
  const category = thief.name === 'customers' ? variablesCategory : customers;
  const ref = records.get(category.id);
  const record = ref && (await platform.store.get(ref));
  return thief.doc(dataKeys, tenant, String(record?.data['dek']));
}

const deleteDataKey: Attempt = async (thief, victim) => {
  const document = await foreignDataKey(thief, victim);
  return restoring(victim, document, async () => {
    await document.delete();
    return true;
  });
};

const replaceDataKey: Attempt = async (thief, victim) => {
  const document = await foreignDataKey(thief, victim);
  return restoring(victim, document, async () => {
    await document.update({ wrapped: randomBytes(100) });
    return true;
  });
};

/**
 * The end of a bucket that no record uses yet. A bucket is a period: all records that expire in it
 * share a data key. Each deed that needs a bucket takes the bucket of the next day.
 */
let coming: Instant = Math.ceil(Date.now() / 86_400_000) * microsPerDay + 400 * microsPerDay;

/**
 * Returns a future bucket of a category that the thief's function does not serve. Also returns the
 * document that points to the data key of the bucket.
 */
function comingBucket(thief: Thief) {
  const category = thief.name === 'customers' ? variablesCategory : customers;
  coming += microsPerDay;
  const pointer = thief.doc(dataKeyPointers, tenant, `${category.id}.${coming / 1_000_000}`);
  const shared = { expires_at: Timestamp.fromMillis(coming / 1_000), purge_shard: 0 };
  return { category, end: coming, pointer, shared };
}

/**
 * Returns the id of the data key that the category's own function finds for a bucket. Returns
 * undefined if that function cannot unwrap the key.
 */
async function keyOfBucket({ platform }: Victim, category: Category, end: Instant) {
  const directory = createDataKeyDirectory({
    ...platform,
    wrapper: wrapperOf(platform, category.service),
    purgeShards: platform.config.PURGE_SHARDS,
    algorithm: 'aes-256-gcm',
  });
  try {
    return (await directory.obtain({ tenant, category: category.id, end })).id;
  } catch (error) {
    if (error instanceof KeyDenied) return undefined;
    throw error;
  }
}

const blockWrites: Attempt = async (thief, victim) => {
  const { category, end, pointer, shared } = comingBucket(thief);
  const key = thief.doc(dataKeys, tenant, randomBytes(16).toString('hex'));
  return restoring(victim, pointer, () =>
    restoring(victim, key, async () => {
      const decoy = { category: category.id, algorithm: 'aes-256-gcm', wrapped: randomBytes(100) };
      const batch = thief.db(dataKeys.database).batch();
      batch.create(pointer, { ...shared, key_id: key.id });
      batch.create(key, { ...shared, ...decoy });
      await batch.commit();
      return (await keyOfBucket(victim, category, end)) === undefined;
    }),
  );
};

/**
 * Creates the pointer of a future bucket. The pointer leads to the data key of another bucket,
 * which ends much earlier.
 */
const shareDataKey: Attempt = async (thief, victim) => {
  const { category, end, pointer, shared } = comingBucket(thief);
  const { id } = await foreignDataKey(thief, victim);
  return restoring(victim, pointer, async () => {
    await pointer.create({ ...shared, key_id: id });
    return (await keyOfBucket(victim, category, end)) === id;
  });
};

/**
 * Calls the purge with three tokens, one after the other: an empty token, a token that the thief
 * signed, and a token that Google signed for the thief's function. Stops when a call succeeds.
 */
const callTask: Attempt = async ({ name, platform }, _victim, { tokens, issuer }) => {
  const service = createTaskService(platform, 'purge');
  const app = createPurgeApp({ ...service, signer: signerOf(platform, name) });
  const { privateKey } = await generateKeyPair('RS256');
  const forged = await new SignJWT(schedulerClaims)
    .setProtectedHeader({ alg: 'RS256', kid: tokens.jwks().keys[0]?.kid ?? '' })
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  const email = `${name}@demo-mayfly.iam.gserviceaccount.com`;
  const own = await tokens.sign({ ...schedulerClaims, email }, { expiresInSeconds: 300 });
  for (const token of ['', forged, own]) {
    const init = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
    if ((await app.request('/tasks/purge', init)).status === 200) return true;
  }
  return false;
};

const signReceipt: Attempt = async ({ platform, name }) =>
  (await signerOf(platform, name).sign(Buffer.from('anything'))).length === 64;

/**
 * Orders the destruction of a version of a KMS key. This version wraps no data key. So all data
 * keys that the next thief needs still work.
 */
const endKeyVersion: Attempt = async ({ platform, name }, { spareVersion }) => {
  await keyVersionsOf(platform, name).scheduleDestruction(customers.id, spareVersion);
  return true;
};

export const keyDeeds = {
  'list-tenants': listTenants,
  'read-pepper': readPepper,
  'read-client-secret': readClientSecret,
  'delete-data-key': deleteDataKey,
  'replace-data-key': replaceDataKey,
  'block-writes': blockWrites,
  'share-data-key': shareDataKey,
  'call-task': callTask,
  'sign-receipt': signReceipt,
  'end-key-version': endKeyVersion,
} as const satisfies { readonly [deed in Deed]?: Attempt };
