import { findAtRest } from '#shared/access/renew-caller.ts';
import type { DevicePurpose } from '#shared/transfer/tokens/device-grant.ts';
import {
  createFindDeviceToken,
  type DeviceHolder,
} from '#shared/transfer/tokens/find-device-token.ts';
import type { Admission } from '../route/admission.ts';
import { admitCaller } from './admit-caller.ts';
import type { CallerDeps } from './require-caller.ts';

/**
 * Accepts requests with a device token of one purpose, from pages of the tenant's own origins and
 * from programs. Such a request gets the context of the tenant, with only the rights of the token.
 * The token is looked up again before each commit, but at most ten times a second.
 */
export function deviceHolders(
  deps: Pick<CallerDeps, 'records'>,
  purpose: DevicePurpose,
): Admission<DeviceHolder> {
  const find = createFindDeviceToken(deps.records, purpose);
  return {
    who: 'device',
    async admit(c) {
      const look = () => find(c.req.header('authorization'));
      const holder = await admitCaller(c, look);
      const again = async () => (await look()).caller;
      const renewed = findAtRest(deps.records.now, again, holder.caller);
      c.set('ctx', { ...deps.records, ...holder.caller, renewed });
      return holder;
    },
  };
}
