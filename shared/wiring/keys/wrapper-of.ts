import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import type { Platform } from '../platform.ts';
import { kmsOptions } from './kms-options.ts';

/** Wraps and unwraps with the keys that the function may decrypt with. Whatever imports this file can decrypt. */
export function wrapperOf(platform: Pick<Platform, 'config' | 'keys'>, caller: string): KeyWrapper {
  return platform.keys?.wrapperOf(caller) ?? connectKms(kmsOptions(platform.config, caller));
}
