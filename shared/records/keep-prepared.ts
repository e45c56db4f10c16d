import { rememberedMicros } from '#shared/base/cache/read-through.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { isSameSettings, type TenantSettings } from '#shared/settings/settings.ts';
import type { CheckedContext } from './context.ts';

/** For how long later attempts may use prepared writes. */
export const preparedMicros = rememberedMicros;

/**
 * Keeps the prepared writes of an attempt (instants, expiries, encrypted fields). For at most 5 s,
 * later attempts of the same request use these writes again, if the settings have not changed. So a
 * record is never committed long after its instant of creation.
 */
export function keepPrepared<P>(
  prepare: (now: CheckedContext) => Promise<P>,
): (now: CheckedContext) => Promise<P> {
  let kept:
    | { readonly prepared: P; readonly settings: TenantSettings; readonly at: Instant }
    | undefined;
  return async (now) => {
    const at = now.now();
    const age = kept === undefined ? -1 : at - kept.at;
    const isFresh = age >= 0 && age < preparedMicros;
    if (kept !== undefined && isFresh && isSameSettings(kept.settings, now.settings))
      return kept.prepared;
    kept = { prepared: await prepare(now), settings: now.settings, at };
    return kept.prepared;
  };
}
