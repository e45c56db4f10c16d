import { createInstantSequence } from '#shared/base/time/clock.ts';
import type { Logger } from '#shared/http/logger.ts';
import { noticesWithValues } from '#shared/notices/notices-with-values.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { createDataKeyDirectory } from '#shared/vault/open/records/data-key-directory.ts';
import { createKeyring, keyringLimits } from '#shared/vault/open/records/keyring.ts';
import { createLookup } from '#shared/vault/open/records/lookup.ts';
import { createLookupSecrets } from '#shared/vault/open/records/lookup-secrets.ts';
import { createOwnDataKeys } from '#shared/vault/own-data-keys.ts';
import type { Platform } from './platform.ts';

/**
 * Hashes with bcrypt on libuv's threads, so that the event loop is not blocked. The library is
 * loaded at the first hash.
 */
async function hashWithBcrypt(text: string, salt: string): Promise<string> {
  const { hash } = await import('bcrypt');
  return hash(text, salt);
}

/**
 * Assembles the dependencies of the verbs on records. Cached data keys are dropped when the clock
 * is set.
 */
export function createRecordDeps(
  platform: Platform,
  own: { readonly wrapper: KeyWrapper; readonly logger: Logger },
): RecordDeps {
  const { config, store, now, random, randomBytes, sleep } = platform;
  const { wrapper, logger } = own;
  const purgeShards = config.PURGE_SHARDS;
  const shared = { store, wrapper, now, randomBytes };
  const directory = createDataKeyDirectory({ ...shared, purgeShards, algorithm: 'aes-256-gcm' });
  const keyring = createKeyring({
    directory,
    now,
    limits: keyringLimits,
    onDamaged: ({ tenant, category, id }) =>
      logger.error({ tenant, category, key_id: id }, 'data key is damaged'),
  });
  platform.onClockSet(() => keyring.forget());
  return {
    store,
    keyring,
    lookup: createLookup({
      secretOf: createLookupSecrets({ ...shared, cost: config.LOOKUP_COST }),
      bcrypt: hashWithBcrypt,
    }),
    writeNotices: noticesWithValues,
    noticeKeys: createOwnDataKeys({
      ...shared,
      purgeShards,
      algorithm: 'aes-256-gcm',
      areRetirable: true,
    }),
    now,
    nextInstants: createInstantSequence(now),
    randomBytes,
    random,
    sleep,
    purgeShards,
    backupDays: config.BACKUP_DAYS,
    onUnreadable: ({ collection, id }) =>
      logger.error({ collection, record_id: id }, 'record cannot be decrypted'),
  };
}
