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

/** The dependencies of writing chains of the manager log with a process's own keys. */
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
 * Makes a function's writer of the manager log, with an encrypter that need not decrypt. Make one
 * for each process, because each writer has its own chains and keys.
 * @param people marks entries by their actor; without it they cannot be found by their actor
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
