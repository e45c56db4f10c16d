import { microsPerMilli } from '#shared/base/time/instant.ts';
import { createRafflesApp } from '../../../functions/raffles/app.ts';
import type { createPastServices } from './create-past-services.ts';
import type { PlannedRaffle } from './plan-raffles.ts';
import { postAsTenant } from './post-as-tenant.ts';

/**
 * Creates a raffle, adds its participants, and draws the winners if a draw is planned. For each
 * step the clock shows the planned time.
 */
export async function addRaffle(
  services: ReturnType<typeof createPastServices>,
  apiKey: string,
  { body, atMs, participations, draw }: PlannedRaffle,
): Promise<void> {
  let nowMs = atMs;
  const app = createRafflesApp(services(() => Math.floor(nowMs * microsPerMilli)));
  const post = (path: string, sent: { readonly [field: string]: unknown }) =>
    postAsTenant(app, { method: 'POST', path, apiKey, body: sent });
  const { id } = (await post('/v1/raffles', body)) as { readonly id: string };
  for (const each of participations) {
    nowMs = each.atMs;
    await post('/v1/raffle-participations', { raffle_id: id, ...each.body });
  }
  if (draw === undefined) return;
  nowMs = draw.atMs;
  await post(`/v1/raffles/${id}/draws`, { count: draw.count });
}
