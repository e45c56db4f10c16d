import type { Caller } from '../caller.ts';
import type { Acting } from '../renew-caller.ts';

/** A caller whose rights and settings do not change while the work runs. */
export function asActing(caller: Caller): Acting {
  return { ...caller, renewed: async (known) => known };
}
