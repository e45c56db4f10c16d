import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, createInstantSequence } from '#shared/base/time/clock.ts';
import {
  createManagerLogWriter,
  type ManagerLogWriter,
  type ManagerLogWriterDeps,
} from '#shared/manager-log/create-manager-log-writer.ts';
import type { Store } from '#shared/store/store.ts';
import type { KeyEncrypter } from '#shared/vault/kms-encrypter.ts';
import { createOwnDataKeys } from '#shared/vault/own-data-keys.ts';

/** How the manager log pauses before it tries again. */
const pauses = {
  random: Math.random,
  sleep: (milliseconds: number) => sleep(milliseconds),
};

export type ManagerLogOptions = {
  readonly store: Store;
  /** May encrypt with the key of the manager log; need not decrypt. */
  readonly encrypter: KeyEncrypter;
  readonly now: Clock;
  readonly purgeShards: number;
  readonly sleep?: ManagerLogWriterDeps['sleep'];
};

/** Puts a process's writer of the manager log together. One a process: each has chains and keys of its own. */
export function createManagerLog(options: ManagerLogOptions): ManagerLogWriter {
  const { store, encrypter: wrapper, now, purgeShards } = options;
  const shared = { store, now, randomBytes, purgeShards };
  return createManagerLogWriter({
    ...pauses,
    ...options,
    ...shared,
    keys: createOwnDataKeys({ ...shared, wrapper, algorithm: 'aes-256-gcm' }),
    nextInstants: createInstantSequence(now),
  });
}
