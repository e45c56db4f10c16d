import type { Caller } from '../caller.ts';
import type { Acting } from '../renew-caller.ts';

/** A caller whose rights and settings stay as they are, however long the work takes. */
export function asActing(caller: Caller): Acting {
  return { ...caller, renewed: async (known) => known };
}
