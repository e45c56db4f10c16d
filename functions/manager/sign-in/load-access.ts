import type { Config } from '#shared/base/config/read-config.ts';
import { connectPlatform } from '#shared/wiring/connect-platform.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';

/** Connects to what sessions are kept with. */
export function loadAccess(config: Config) {
  const platform = connectPlatform(config);
  return createPersonAccess(platform, wrapperOf(platform, 'manager'));
}
