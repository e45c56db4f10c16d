import { customers } from '#shared/categories/customers.ts';
import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { processOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { createRaffle } from '#shared/domains/raffles/create-raffle.ts';
import { drawWinners } from '#shared/domains/raffles/draw-winners.ts';
import { createParticipate } from '#shared/domains/raffles/participate.ts';
import type { TestFixture } from '#shared/records/testing/create-test-context.ts';
import { asFormerly, createOldSpellings } from '#shared/sweeps/testing/create-old-spellings.ts';
import { dataKeyPointers } from '#shared/vault/collections.ts';

const email = 'Anna@bücher.example';
const idempotencyKey = undefined;

/**
 * Stores records in categories with lookups. Their hashes were made by old rules. One of the
 * records is the winner of a raffle. When `rekey` gives the winner a new id, it must make a new
 * data key.
 */
export async function storeOldSpellings(fixture: TestFixture): Promise<void> {
  const { age, ctx, store, storeFormerly } = await createOldSpellings(fixture);
  const formerly = asFormerly(ctx);
  await storeFormerly(marketingConsents, { type: 'newsletter', email }, completeConsent);
  await storeFormerly(customers, { email, authenticated_by: 'sso', conversation_id: 'c1' });
  await storeFormerly(runtimeLog, { level: 'info', event: 'sign_in.passed', email });
  const session = { channel: 'facebook', external_id: 'e\u0301', conversation_id: 'c1', state: {} };
  await storeFormerly(messengerSessions, session);
  await storeFormerly(loyaltyRedemptions, { email, reward_id: 'r1', coins: 5 });
  const coupons = processOf(formerly);
  const pool = await coupons.pool();
  await coupons.load(pool.id, ['A']);
  await coupons.emit(pool.id, email);
  const body = { name: 'Sommer', policy: 'once' };
  const raffleId = (await createRaffle(ctx, { body, idempotencyKey })).answer.id;
  const entry = { raffle_id: raffleId, email };
  await createParticipate()(formerly, { body: entry, idempotencyKey });
  const announce = async () => undefined;
  await drawWinners(formerly, { raffleId, body: { count: 1 }, idempotencyKey, announce });
  // A pointer names the data key of a bucket (a period of expiry times). The test deletes the
  // pointers here, so `rekey` finds no data key for the bucket in which the winner expires. In
  // production this happens after a retention was shortened.
  const all = { tenant: 'acme', where: [], orderBy: [], limit: 1_000 };
  const pointers = await store.query({ ...all, collection: dataKeyPointers.id });
  await store.commit(
    pointers
      .filter(({ ref }) => ref.id.startsWith('raffle_participations'))
      .map(({ ref }) => ({ kind: 'delete', ref })),
  );
  await age();
}
