import type { Timestamp } from '@google-cloud/firestore';
import { hash as bcryptHash } from 'bcrypt';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { importDataKey } from '#shared/vault/data-key.ts';
import { wrapAad } from '#shared/vault/make-data-key.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import { createLookup } from '#shared/vault/open/records/lookup.ts';
import { createLookupSecrets } from '#shared/vault/open/records/lookup-secrets.ts';
import { collections } from '#shared/wiring/collections.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import type { CategoryDeed } from '../../infra/threat-model/deeds.ts';
import { restoring } from './restoring.ts';
import type { Thief } from './thief.ts';
import { tenant, type Victim } from './victim.ts';

type OnCategory = (thief: Thief, victim: Victim, category: Category) => Promise<boolean>;

function recordOf(thief: Thief, victim: Victim, { id }: Category) {
  const collection = collections.find((each) => each.id === id);
  const ref = victim.records.get(id);
  if (collection === undefined || ref === undefined) throw new Error(`no record of ${id}`);
  return thief.doc(collection, tenant, ref.id);
}

/**
 * Reads the tenant's pepper and salt, the secrets for the hashes by which Mayfly finds people. The
 * code is Mayfly's own, and the credential is the thief's.
 */
export function pepperOf({ platform, name }: Thief) {
  const { config, store, now, randomBytes } = platform;
  const wrapper = wrapperOf(platform, name);
  const secretOf = createLookupSecrets({
    store,
    wrapper,
    now,
    randomBytes,
    cost: config.LOOKUP_COST,
  });
  return secretOf(tenant);
}

const see: OnCategory = async (thief, victim, category) =>
  (await recordOf(thief, victim, category).get()).exists;

/**
 * Reads the record and its wrapped data key. Then unwraps the data key with the key service, and
 * decrypts one field of the record.
 */
const openRecord: OnCategory = async (thief, victim, category) => {
  const record = await recordOf(thief, victim, category).get();
  const keyId = String(record.get('dek'));
  const dataKey = (await thief.doc(dataKeys, tenant, keyId).get()).data() ?? {};
  const terms = {
    format: 2,
    algorithm: 'aes-256-gcm',
    use: '',
    bucketEnd: (dataKey['bucket_end'] as Timestamp).toMillis() * 1_000,
  } as const;
  const aad = wrapAad({ tenant, category: category.id, id: keyId }, terms);
  const bytes = await thief.decrypt(category.id, dataKey['wrapped'] as Uint8Array, aad);
  const field = Object.keys(record.data() ?? {}).find((name) => name.endsWith('_aes')) ?? '';
  const place = {
    tenant,
    category: category.id,
    recordId: record.id,
    field: field.slice(0, -'_aes'.length),
  };
  const key = importDataKey(keyId, terms, bytes);
  return open(key, place, record.get(field) as Uint8Array).length > 0;
};

const isEmailed = (category: Category) => lookupFields(category).includes('email');

/**
 * Guesses an email address and hashes it. Then compares the hash with the hash in a record of the
 * victim.
 */
const confirm: OnCategory = async (thief, victim, category) => {
  if (!isEmailed(category)) return false;
  const stored = await recordOf(thief, victim, category).get();
  const lookup = createLookup({ secretOf: () => pepperOf(thief), bcrypt: bcryptHash });
  const guess = String(recordExample(category)?.['email']);
  return (await lookup.hash(tenant, 'email', 'email', guess)) === stored.get(bcryptName('email'));
};

const alter: OnCategory = async (thief, victim, category) => {
  const document = recordOf(thief, victim, category);
  return restoring(victim, document, async () => {
    await document.update({ purge_shard: 99 });
    return true;
  });
};

const remove: OnCategory = async (thief, victim, category) => {
  const document = recordOf(thief, victim, category);
  return restoring(victim, document, async () => {
    await document.delete();
    return true;
  });
};

export const onCategories: { readonly [deed in CategoryDeed]: OnCategory } = {
  see,
  open: openRecord,
  confirm,
  alter,
  remove,
};

/**
 * Returns the categories on which the thief tries the deed. The deed `confirm` is tried only on
 * categories whose records contain an email address.
 */
export function targetsOf(deed: CategoryDeed): readonly Category[] {
  return deed === 'confirm' ? categories.filter(isEmailed) : categories;
}
