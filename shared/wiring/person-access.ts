import { createIdentify } from '#shared/access/identity/identify.ts';
import { createBearerVerifier } from '#shared/access/identity/verify-bearer.ts';
import { createPersonIds } from '#shared/access/members/person-ids.ts';
import { pinnedKeys } from '#shared/access/session/pinned-keys.ts';
import { createSessionReader } from '#shared/access/session/read-session.ts';
import { createSessionKeys } from '#shared/access/session/session-keys.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { Platform } from './platform.ts';

/**
 * Assembles the dependencies with which a function identifies a person who calls it, by bearer
 * token or by session.
 */
export function createPersonAccess(platform: Platform, wrapper: KeyWrapper) {
  const { config, store, now, random, randomBytes, sleep } = platform;
  const { OIDC_ISSUERS: issuers, CONSOLE_URL: origin } = config;
  const shared = { store, now, randomBytes, purgeShards: config.PURGE_SHARDS };
  const keys = createSessionKeys({ ...shared, wrapper });
  const verifyBearer = createBearerVerifier({ issuers, tokenHours: config.TOKEN_HOURS, now });
  const pinned = pinnedKeys(config.SESSION_PUBLIC_KEYS);
  const readSession = createSessionReader({ ...shared, keys, pinned });
  const own =
    issuers.length === 0
      ? undefined
      : createIdentify({ issuers, verifyBearer, readSession, origin });
  return {
    verifyBearer,
    readSession,
    /** The function that calculates people's ids, and the issuers that may verify people. */
    people: { personIds: createPersonIds({ ...shared, wrapper }), issuers },
    /** Undefined if people cannot sign in. */
    identify: platform.identify ?? own,
    /**
     * The dependencies for ending sessions. Together with a signer they are also enough for
     * beginning sessions.
     */
    sessions: { ...shared, keys, random, sleep },
  };
}

export type PersonAccess = ReturnType<typeof createPersonAccess>;
