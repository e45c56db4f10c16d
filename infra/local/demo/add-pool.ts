import { microsPerMilli } from '#shared/base/time/instant.ts';
import { createCouponsApp } from '../../../functions/coupons/app.ts';
import type { createPastServices } from './create-past-services.ts';
import type { PlannedPool } from './plan-pools.ts';
import { postAsTenant } from './post-as-tenant.ts';

/** An hour for people to load a pool before somebody comes. */
const beforeMs = 3_600_000;

/**
 * Creates a pool, loads it, and carries out the planned emissions or redemptions, each at its time.
 */
export async function addPool(
  services: ReturnType<typeof createPastServices>,
  apiKey: string,
  { pool, codes, claims }: PlannedPool,
): Promise<void> {
  let atMs = (claims[0]?.atMs ?? 0) - beforeMs;
  const app = createCouponsApp(services(() => Math.floor(atMs * microsPerMilli)));
  const post = (path: string, body: Parameters<typeof postAsTenant>[1]['body']) =>
    postAsTenant(app, { method: 'POST', path, apiKey, body });
  const { id } = (await post('/v1/coupon-pools', pool)) as { readonly id: string };
  const path = `/v1/coupon-pools/${id}`;
  await post(`${path}/codes`, codes.join('\r\n'));
  for (const [index, claim] of claims.entries()) {
    atMs = claim.atMs;
    const { email } = claim;
    if (pool.kind === 'coupon') await post(`${path}/emit`, { email });
    else await post(`${path}/redeem`, { email, code: codes[index] });
  }
}
