import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { couponPools } from '#shared/domains/coupons/collections.ts';
import { noteStock } from '#shared/domains/coupons/note-stock.ts';
import { historyDays } from '#shared/domains/coupons/stock-history.ts';
import type { Store } from '#shared/store/store.ts';
import { createCouponsApp } from '../../../functions/coupons/app.ts';
import type { createPastServices } from './create-past-services.ts';
import type { PlannedPool } from './plan-pools.ts';
import { postAsTenant } from './post-as-tenant.ts';

const dayMs = microsPerDay / microsPerMilli;
/** The time in milliseconds between the creation of a pool and its first emission or redemption. */
const beforeMs = 3_600_000;

/** The store and the tenant for the demo's data, and the present time. */
type World = { readonly store: Store; readonly tenant: string; readonly nowMs: number };

/**
 * Stores how many codes of the pool are left. In production the erase sweep stores this number
 * every day. The demo stores it only after an emission or a redemption.
 */
async function noteDay({ store, tenant, nowMs }: World, id: string, atMs: number): Promise<void> {
  if (atMs < nowMs - historyDays * dayMs) return;
  const document = await store.get({ tenant, collection: couponPools.id, id });
  if (document !== undefined) await noteStock(store, document, Math.floor(atMs * microsPerMilli));
}

/**
 * Creates a pool, adds its codes, and carries out the planned emissions or redemptions. For each of
 * them the clock shows the planned time.
 */
export async function addPool(
  services: ReturnType<typeof createPastServices>,
  world: World,
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
    await noteDay(world, id, atMs);
  }
}
