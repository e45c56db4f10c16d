import { createInstantSequence } from '#shared/base/time/clock.ts';
import type { MarkPeople } from '#shared/manager-log/actor-mark.ts';
import type { ChainDeps } from '#shared/manager-log/chain.ts';
import {
  createManagerLogWriter,
  type ManagerLogWriter,
} from '#shared/manager-log/create-manager-log-writer.ts';
import type { KeyEncrypter } from '#shared/vault/kms-encrypter.ts';
import { createOwnDataKeys } from '#shared/vault/own-data-keys.ts';
import type { Platform } from './platform.ts';

/** The dependencies for writing chains of the manager log with a process's own data keys. */
export function createChainDeps(platform: Platform, encrypter: KeyEncrypter): ChainDeps {
  const { store, now, randomBytes } = platform;
  const shared = { store, now, randomBytes, purgeShards: platform.config.PURGE_SHARDS };
  return {
    ...shared,
    keys: createOwnDataKeys({ ...shared, wrapper: encrypter, algorithm: 'aes-256-gcm' }),
    nextInstants: createInstantSequence(now),
  };
}

/**
 * Creates a function's writer of the manager log. The function needs no right to decrypt. Create
 * one writer for each process, because a writer has its own chains and keys.
 * @param people adds to each entry a mark of the person who acted; without such marks the entries
 * of a person cannot be found
 */
export function createManagerLog(
  platform: Platform,
  encrypter: KeyEncrypter,
  people?: MarkPeople,
): ManagerLogWriter {
  const { now, random, sleep } = platform;
  return createManagerLogWriter({
    ...createChainDeps(platform, encrypter),
    now,
    people,
    random,
    sleep,
  });
}
