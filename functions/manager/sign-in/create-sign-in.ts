import type { Config } from '#shared/base/config/read-config.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/** Sign-in as configured; undefined where the console has no address. Connects to nothing yet. */
export function createSignIn(
  config: Config,
  now: Clock,
  load: SignInDeps['loadAccess'],
): Omit<SignInDeps, 'logger'> | undefined {
  if (config.CONSOLE_URL === undefined) return undefined;
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
