import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { retentionDays } from '#shared/settings/retention.ts';
import type { Person } from './demo-people.ts';
import type { PlannedRecord } from './plan-other-categories.ts';
import type { SeededRandom } from './seeded-random.ts';

const rewards = [
  ['gutschein-10-euro', 40],
  ['vase-klein', 25],
  ['postkarten-set', 10],
  ['aufkleber', 5],
] as const;

const marginMs = 1_800_000;
const lifeMs = (retentionDays(loyaltyRedemptions, {}) * microsPerDay) / microsPerMilli;

/**
 * Plans redemptions of coins. At a random time each person redeems the most expensive reward that
 * their coins can then pay for; some people redeem nothing. The redemptions must be posted after
 * the earnings.
 */
export function planRedemptions(
  people: readonly Person[],
  others: readonly PlannedRecord[],
  random: SeededRandom,
  nowMs: number,
): PlannedRecord[] {
  return people.flatMap((person, index): PlannedRecord[] => {
    const atMs = nowMs - random.between(marginMs, lifeMs - marginMs);
    const coins = others
      .filter((record) => record.path === '/v1/loyalty-transactions' && record.atMs < atMs)
      .filter(({ body }) => body['email'] === person.email)
      .reduce((sum, { body }) => sum + Number(body['coins']), 0);
    const reward = rewards.find(([, price]) => price <= coins);
    if (reward === undefined || index % 3 === 2) return [];
    const [reward_id, price] = reward;
    const body = {
      email: person.email,
      reward_id,
      coins: price,
      firstname: person.firstName,
      lastname: person.lastName,
      postal_address: `Beispielallee ${random.between(1, 80)}, ${person.city}`,
      phone: person.phone,
    };
    return [{ path: '/v1/loyalty-redemptions', body, atMs, steps: [] }];
  });
}
