import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIdentify } from '#shared/access/identity/identify.ts';
import { createBearerVerifier } from '#shared/access/identity/verify-bearer.ts';
import { createPersonIds } from '#shared/access/members/person-ids.ts';
import { createSessionReader } from '#shared/access/session/read-session.ts';
import { createSessionKeys } from '#shared/access/session/session-keys.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Store } from '#shared/store/store.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';

export type PersonAccessOptions = {
  readonly config: Pick<Config, 'OIDC_ISSUERS' | 'TOKEN_HOURS' | 'PURGE_SHARDS' | 'CONSOLE_URL'>;
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: Clock;
};

/** Puts together how a function finds out which person calls: by bearer token or by session. */
export function createPersonAccess({ config, store, wrapper, now }: PersonAccessOptions) {
  const shared = { store, now, randomBytes, purgeShards: config.PURGE_SHARDS };
  const keys = createSessionKeys({ ...shared, wrapper });
  const { OIDC_ISSUERS: issuers, TOKEN_HOURS: tokenHours } = config;
  const verifyBearer = createBearerVerifier({ issuers, tokenHours, now });
  const readSession = createSessionReader({ ...shared, keys });
  const origin = config.CONSOLE_URL;
  return {
    verifyBearer,
    readSession,
    /** Who people are, and on whose word. */
    people: { personIds: createPersonIds({ ...shared, wrapper }), issuers },
    /** Undefined where people cannot sign in. */
    identify:
      issuers.length === 0
        ? undefined
        : createIdentify({ issuers, verifyBearer, readSession, origin }),
    /** What beginning and ending sessions works with. */
    sessions: {
      ...shared,
      keys,
      random: Math.random,
      sleep: (milliseconds: number) => sleep(milliseconds),
    },
  };
}

export type PersonAccess = ReturnType<typeof createPersonAccess>;
