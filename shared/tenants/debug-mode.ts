import * as z from 'zod';
import type { Caller } from '#shared/access/caller.ts';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant, microsPerSecond } from '#shared/base/time/instant.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { effectiveAfter, type ProfileDeps, readStored, writeSettings } from './change-profile.ts';

const lastsMicros = 3_600 * microsPerSecond;
export const debugModeSchema = z.strictObject({ on: z.boolean() });

/**
 * Switches the debug mode on, in which the runtime log keeps HTTP bodies, or off. It ends by itself after an
 * hour. @throws Problem `scope-missing`, `validation-failed`, `contention`
 */
export async function setDebugMode(deps: ProfileDeps, caller: Caller, body: unknown) {
  requireScope(caller.scopes, 'tenant');
  const { on } = parse(debugModeSchema, body);
  return retryOnConflict(deps, async () => {
    const stored = await readStored(deps, caller.tenant);
    const now = deps.now();
    const debugUntil = on ? now + lastsMicros : undefined;
    await writeSettings(deps, stored, { ...stored.settings, debugUntil });
    return {
      debug_until: debugUntil === undefined ? null : formatInstant(debugUntil),
      effective_at: formatInstant(effectiveAfter(now)),
    };
  });
}
