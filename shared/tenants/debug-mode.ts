import * as z from 'zod';
import { actFor, retryChecked } from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant, microsPerSecond } from '#shared/base/time/instant.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import {
  administrates,
  effectiveAfter,
  type ProfileDeps,
  readStored,
  writeSettings,
} from './change-profile.ts';

const lastsMicros = 3_600 * microsPerSecond;
export const debugModeSchema = z.strictObject({ on: z.boolean() });

/**
 * Switches the debug mode on or off. While it is on, the runtime log stores HTTP bodies. The debug
 * mode ends automatically after an hour.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`
 */
export async function setDebugMode(deps: ProfileDeps, caller: Acting, body: unknown) {
  administrates(caller);
  const { on } = parse(debugModeSchema, body);
  const ledger = openLedger({ ...deps, tenant: caller.tenant });
  return retryChecked(actFor(deps, caller), administrates, async (now) => {
    const stored = await readStored(now, now.tenant);
    const debugUntil = on ? now.now() + lastsMicros : undefined;
    await writeSettings(now, stored, { ...stored.settings, debugUntil }, ledger);
    return {
      debug_until: debugUntil === undefined ? null : formatInstant(debugUntil),
      effective_at: formatInstant(effectiveAfter(now.now())),
    };
  });
}
