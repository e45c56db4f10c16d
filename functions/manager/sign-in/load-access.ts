import type { Config } from '#shared/base/config/read-config.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createSignInAccess } from './sign-in-access.ts';

/** Connects to the store of sessions, and to the manager log, which gets entries about sessions. */
export function loadAccess(config: Config) {
  const platform = connectPlatform(config);
  return createSignInAccess(platform, wrapperOf(platform, 'manager'));
}
