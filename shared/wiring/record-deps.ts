import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, createInstantSequence } from '#shared/base/time/clock.ts';
import type { Logger } from '#shared/http/logger.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import type { Store } from '#shared/store/store.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { createDataKeyDirectory } from '#shared/vault/open/records/data-key-directory.ts';
import { createKeyring, keyringLimits } from '#shared/vault/open/records/keyring.ts';
import { createLookup } from '#shared/vault/open/records/lookup.ts';
import { createLookupSecrets } from '#shared/vault/open/records/lookup-secrets.ts';

/** Off the event loop, on libuv's threads. Loaded with the first hash. */
async function hashWithBcrypt(text: string, salt: string): Promise<string> {
  const { hash } = await import('bcrypt');
  return hash(text, salt);
}

export type RecordDepsOptions = {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: Clock;
  readonly lookupCost: number;
  readonly purgeShards: number;
  readonly logger: Logger;
};

/** Puts together what the verbs on records work with. */
export function createRecordDeps(options: RecordDepsOptions): RecordDeps {
  const { store, wrapper, now, purgeShards } = options;
  const shared = { store, wrapper, now, randomBytes };
  const directory = createDataKeyDirectory({ ...shared, purgeShards, algorithm: 'aes-256-gcm' });
  return {
    store,
    keyring: createKeyring({ directory, now, limits: keyringLimits }),
    lookup: createLookup({
      secretOf: createLookupSecrets({ ...shared, cost: options.lookupCost }),
      bcrypt: hashWithBcrypt,
    }),
    now,
    nextInstants: createInstantSequence(now),
    randomBytes,
    random: Math.random,
    sleep: (milliseconds) => sleep(milliseconds),
    purgeShards,
    onUnreadable: ({ collection, id }) =>
      options.logger.error({ collection, record_id: id }, 'record cannot be decrypted'),
  };
}
