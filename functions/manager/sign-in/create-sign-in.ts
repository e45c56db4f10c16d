import type { Config } from '#shared/base/config/read-config.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/**
 * Checks that the configuration contains the public key for the key version that signs sessions.
 * Without this public key no function would accept the sessions.
 * @throws an error if the key is missing. Then the process must not start.
 */
function checkSigningKey({ OIDC_ISSUERS, SESSION_KEY_VERSION, SESSION_PUBLIC_KEYS }: Config): void {
  const keyId = `session_signing/${SESSION_KEY_VERSION}`;
  if (OIDC_ISSUERS.length > 0 && !Object.hasOwn(SESSION_PUBLIC_KEYS, keyId))
    throw new Error(
      `configuration refused: SESSION_PUBLIC_KEYS: lacks ${keyId}, the key that signs sessions`,
    );
}

/**
 * Creates the dependencies of the sign-in from the configuration, and connects to nothing yet. The
 * result is undefined if `CONSOLE_URL` is not set.
 */
export function createSignIn(
  config: Config,
  now: Clock,
  load: SignInDeps['loadAccess'],
): Omit<SignInDeps, 'logger'> | undefined {
  if (config.CONSOLE_URL === undefined) return undefined;
  checkSigningKey(config);
  let access: ReturnType<typeof load> | undefined;
  return {
    issuers: config.OIDC_ISSUERS,
    tokenHours: config.TOKEN_HOURS,
    clientSecrets: config.OIDC_CLIENT_SECRETS,
    consoleUrl: config.CONSOLE_URL,
    now,
    loadAccess() {
      access ??= load();
      return access;
    },
  };
}
