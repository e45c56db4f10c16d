import { microsPerDay } from '#shared/base/time/instant.ts';
import {
  coinsOf,
  isShown,
  type ModelPool,
  type ModelRaffle,
  type ModelRecord,
  type ModelTenant,
  spendCoins,
} from '../model/model.ts';
import { count, must, newToken, now, personOf, type Simulation } from '../simulation.ts';
import { type Answer, ask, askPlainly } from '../steps/ask.ts';
import { adopt, checkLife, createdIn, isDone, near, settleCreated } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Operations } from './operation.ts';

const policies = ['once', 'daily', 'weekly', 'unrestricted'] as const;
/**
 * The pools that a tenant opens, in this order. The first three pools have turns (see `turnEnd`).
 * So each tenant soon has a pool with turns.
 */
const opened = [
  { kind: 'coupon', policy: 'once' },
  { kind: 'code', policy: 'once' },
  { kind: 'coupon', policy: 'weekly' },
  { kind: 'code', policy: 'unrestricted' },
  { kind: 'coupon', policy: 'daily' },
  { kind: 'code', policy: 'weekly' },
  { kind: 'coupon', policy: 'unrestricted' },
  { kind: 'code', policy: 'daily' },
] as const;

/**
 * Returns the end of a turn. A turn is the time in which a person gets only one code, or takes part
 * in a raffle only once. A turn of `once` ends at the expiry of the record. A turn of `daily` or
 * `weekly` ends with the day or week in UTC. Weeks begin on Monday. With `unrestricted` there are
 * no turns.
 */
function turnEnd(policy: ModelPool['policy'], takenAt: number, expiresAt: number): number {
  if (policy === 'once') return expiresAt;
  if (policy === 'unrestricted') return 0;
  const day = Math.floor(takenAt / microsPerDay);
  // The first day of 1970 was a Thursday, three days after the beginning of a week.
  const days = policy === 'daily' ? day + 1 : day + 7 - ((day + 3) % 7);
  return days * microsPerDay;
}

function pickPool(
  { pools }: ModelTenant,
  kind: ModelPool['kind'],
  pick: number,
): ModelPool | undefined {
  const fitting = pools.filter((pool) => pool.kind === kind);
  return fitting.length === 0 ? undefined : fitting[pick % fitting.length];
}

function pickRaffle(
  sim: Simulation,
  { raffles }: ModelTenant,
  pick: number,
): ModelRaffle | undefined {
  const running = raffles.filter(({ expiresAt }) => expiresAt > now(sim) + near);
  return running.length === 0 ? undefined : running[pick % running.length];
}

function turnOf(
  tenant: ModelTenant,
  pool: ModelPool,
  person: number,
  at: number,
): ModelRecord | undefined {
  return [...tenant.records.values()].findLast(
    (record) =>
      record.category === 'coupon_codes' &&
      record.person === person &&
      record.values['pool_id'] === pool.id &&
      isShown(tenant, record, at) &&
      turnEnd(pool.policy, record.createdAt, record.expiresAt) > at,
  );
}

async function takeCode(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  pool: ModelPool,
  answer: Answer,
): Promise<void> {
  const kind = { kind: pool.kind };
  const [change, ...more] = createdIn(sim, tenant, 'coupon_codes');
  must(more.length === 0, () => 'one request has given out several codes');
  if (change === undefined) {
    if (!isDone(answer)) return;
    const known = tenant.records.get(answer.body.id);
    must(
      known !== undefined && known.values['code'] === answer.body.code,
      () => 'a repeated request gets another code',
    );
    // Until a sweep completes an interrupted erasure, a record that it will delete is still shown.
    must(
      ['live', 'going'].includes(known.state) && known.expiresAt > now(sim) - near,
      () => 'an answer has the code of a deleted record',
    );
    return;
  }
  const { email } = personOf(tenant, step.who);
  const record = adopt(sim, tenant, 'coupon_codes', change, {
    person: step.who,
    named: true,
    kind,
    values: { pool_id: pool.id, email },
  });
  checkLife(sim, tenant, 'coupon_codes', record.expiresAt, record.createdAt, kind);
  const before = turnOf(
    {
      ...tenant,
      records: new Map([...tenant.records].filter(([id]) => id !== record.id)),
    },
    pool,
    step.who,
    now(sim) + near,
  );
  must(
    before === undefined ||
      record.createdAt - before.createdAt < 0 ||
      Math.abs(turnEnd(pool.policy, before.createdAt, before.expiresAt) - now(sim)) < 2 * near,
    () => `a person has two codes in one turn (${pool.policy})`,
  );
  if (isDone(answer)) return noteCode(pool, record, answer.body.code);
  pool.unread.add(record.id);
  await readCodes(sim, tenant, step, pool);
}

/**
 * Notes a request for a code if its process died, or was stopped while another process got the same
 * request. The ledger may already contain the code.
 */
function noteDoubt(
  sim: Simulation,
  { fault }: Step,
  pool: ModelPool,
  code: string | undefined,
): void {
  if (fault !== undefined && fault.kind !== 'twice') pool.doubts.push({ at: now(sim), code });
}

function noteCode(pool: ModelPool, record: ModelRecord, code: string): void {
  record.values = { ...record.values, code };
  must(pool.loaded.has(code), () => 'a code is given out that nobody has loaded');
  must(!pool.used.has(code), () => `the code ${code} is given out twice`);
  pool.used.add(code);
}

/**
 * Reads the codes of requests that got no answer. If the record is deleted, its code stays unknown.
 */
async function readCodes(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  pool: ModelPool,
): Promise<void> {
  for (const id of pool.unread) {
    const record = tenant.records.get(id);
    const path = `/v1/coupon-codes/${id}`;
    const read = await askPlainly(sim, step, tenant, { of: 'coupons', method: 'GET', path });
    if (record === undefined || read.status !== 200) continue;
    pool.unread.delete(id);
    noteCode(pool, record, read.body.code);
  }
}

/**
 * If coins were spent, spends them in the model too. If coins were refused, checks that the person
 * does not have them.
 */
function spend(
  sim: Simulation,
  tenant: ModelTenant,
  step: Step,
  coins: number,
  answer: Answer,
  isStored: boolean,
): void {
  const [early, late] = [now(sim) - near, now(sim) + near];
  if (isStored) {
    // Until a sweep completes an interrupted erasure, the person may still spend the coins.
    must(
      spendCoins(tenant, step.who, coins, answer.pnow) ||
        spendCoins(tenant, step.who, coins, early) ||
        spendCoins(tenant, step.who, coins, early, true),
      () => `${coins} coins are spent that the person does not have`,
    );
  } else if (answer.status === 409 && answer.body.code === 'insufficient-coins')
    must(
      coinsOf(tenant, step.who, late) < coins,
      () => `${coins} coins are refused that the person has`,
    );
}

/** Operations on coupons, codes, coins and raffles. */
export const shop: Operations = {
  async 'open pool'(sim, tenant, step) {
    const { kind, policy } = opened[tenant.pools.length % opened.length] ?? opened[0];
    const body = { name: `pool-${step.at % 1_000_000}`, kind, policy };
    await ask(sim, step, tenant, { of: 'coupons', method: 'POST', path: '/v1/coupon-pools', body });
    const created = createdIn(sim, tenant, 'coupon_pools');
    must(created.length <= 1, () => 'one request has opened several pools');
    for (const { ref } of created)
      tenant.pools.push({
        id: ref.id,
        kind,
        policy,
        loaded: new Set(),
        used: new Set(),
        unread: new Set(),
        doubts: [],
        lost: [],
      });
  },

  async 'load codes'(sim, tenant, step) {
    const pool = tenant.pools[step.pick % Math.max(1, tenant.pools.length)];
    if (pool === undefined) return;
    const codes = Array.from({ length: 3 + (step.pick % 6) }, () => `CODE-${newToken(sim)}`);
    const asked = {
      of: 'coupons',
      method: 'POST',
      path: `/v1/coupon-pools/${pool.id}/codes`,
      body: codes.join('\n'),
    } as const;
    const answer = await ask(sim, step, tenant, asked);
    // The request may also have unpacked codes of an earlier load. These are only in `coupon_stock`.
    const isStored = sim.changes.some(
      ({ ref, before }) => ref.collection === 'coupon_packs' && before === undefined,
    );
    must(!isDone(answer) || isStored, () => 'loaded codes are not stored');
    if (isStored && (isDone(answer) || answer.status === 0 || answer.status >= 500))
      for (const code of codes) pool.loaded.add(code);
  },

  async emit(sim, tenant, step) {
    const pool = pickPool(tenant, 'coupon', step.pick);
    if (pool === undefined) return;
    const { email } = personOf(tenant, step.who);
    const known = turnOf(tenant, pool, step.who, now(sim) + near);
    const answer = await ask(sim, step, tenant, {
      of: 'coupons',
      method: 'POST',
      path: `/v1/coupon-pools/${pool.id}/emit`,
      body: { email },
    });
    noteDoubt(sim, step, pool, undefined);
    await takeCode(sim, tenant, step, pool, answer);
    if (isDone(answer) && known !== undefined && known.state === 'live') {
      must(
        answer.body.id === known.id ||
          Math.abs(turnEnd(pool.policy, known.createdAt, known.expiresAt) - now(sim)) < 2 * near,
        () => 'a person who asks again gets another coupon',
      );
      count(sim, 'check: turn');
    }
    if (answer.status === 409 && answer.body.code === 'pool-empty') {
      await readCodes(sim, tenant, step, pool);
      // After a restore, Mayfly may treat codes as used although the model knows of no use.
      const left = [...pool.loaded].filter((code) => !pool.used.has(code));
      must(
        left.length <= pool.unread.size + 2 * pool.lost.filter((code) => code === undefined).length,
        () => `a pool is said to be empty, but has the codes ${left.join()}`,
      );
    }
  },

  async 'hand in'(sim, tenant, step) {
    const pool = pickPool(tenant, 'code', step.pick);
    if (pool === undefined) return;
    const codes = [...pool.loaded, 'CODE-unknown'];
    const code = codes[(step.pick >> 4) % codes.length] ?? '';
    const { email } = personOf(tenant, step.who);
    const wasUsed = pool.used.has(code);
    const answer = await ask(sim, step, tenant, {
      of: 'coupons',
      method: 'POST',
      path: `/v1/coupon-pools/${pool.id}/redeem`,
      body: { code, email },
    });
    noteDoubt(sim, step, pool, code);
    await takeCode(sim, tenant, step, pool, answer);
    const told = answer.body.code;
    if (answer.status === 404)
      must(!pool.loaded.has(code), () => 'a code that was loaded is said to be unknown');
    if (answer.status === 409 && told === 'code-redeemed')
      must(
        wasUsed || pool.lost.includes(code),
        () => 'a code that nobody has used is said to be used',
      );
  },

  async earn(sim, tenant, step) {
    const { email } = personOf(tenant, step.who);
    const coins = 1 + (step.pick % 12);
    const reason = newToken(sim);
    const body = { email, coins, reason };
    const answer = await ask(sim, step, tenant, {
      of: 'loyalty',
      method: 'POST',
      path: '/v1/loyalty-transactions',
      body,
    });
    const stored = settleCreated(sim, tenant, 'loyalty_transactions', answer, [
      { person: step.who, named: true, values: { coins, reason } },
    ]);
    for (const { id } of stored) tenant.lots.set(id, { id, left: coins });
  },

  async spend(sim, tenant, step) {
    const { email } = personOf(tenant, step.who);
    const coins = 1 + (step.pick % 15);
    const reason = newToken(sim);
    const body = { email, coins: -coins, reason };
    const answer = await ask(sim, step, tenant, {
      of: 'loyalty',
      method: 'POST',
      path: '/v1/loyalty-transactions',
      body,
    });
    const stored = settleCreated(sim, tenant, 'loyalty_transactions', answer, [
      { person: step.who, named: true, values: { coins: -coins, reason } },
    ]);
    spend(sim, tenant, step, coins, answer, stored.length > 0);
  },

  async redeem(sim, tenant, step) {
    const { email, phone } = personOf(tenant, step.who);
    const coins = 1 + (step.pick % 15);
    const postal_address = newToken(sim);
    const body = { email, phone, reward_id: 'mug', coins, postal_address };
    const answer = await ask(sim, step, tenant, {
      of: 'loyalty',
      method: 'POST',
      path: '/v1/loyalty-redemptions',
      body,
    });
    const isOff = tenant.off.has('loyalty_transactions');
    const redeemed = settleCreated(sim, tenant, 'loyalty_redemptions', answer, [
      { person: step.who, named: true, values: { coins, postal_address } },
    ]);
    const paid = createdIn(sim, tenant, 'loyalty_transactions');
    must(
      redeemed.length === paid.length || isOff,
      () => 'coins are spent without a redemption, or redeemed without coins',
    );
    for (const change of paid)
      adopt(sim, tenant, 'loyalty_transactions', change, {
        person: step.who,
        named: true,
        values: { coins: -coins },
      });
    spend(sim, tenant, step, coins, answer, redeemed.length > 0);
  },

  async balance(sim, tenant, step) {
    const { email } = personOf(tenant, step.who);
    const answer = await ask(sim, step, tenant, {
      of: 'loyalty',
      method: 'POST',
      path: '/v1/loyalty/balance',
      body: { email },
    });
    if (answer.status !== 200 || isGoing(tenant, step.who)) return;
    const [most, least] = [
      coinsOf(tenant, step.who, now(sim) - near),
      coinsOf(tenant, step.who, now(sim) + near),
    ];
    must(
      answer.body.coins >= least && answer.body.coins <= most,
      () => `a balance is ${answer.body.coins}, not ${least}`,
    );
    count(sim, 'check: balance');
  },

  async 'open raffle'(sim, tenant, step) {
    // A tenant's first raffle is `once`, so that each tenant soon has a raffle with turns.
    const policy = policies[tenant.raffles.length % policies.length] ?? 'once';
    const ends_at = new Date((now(sim) + 45 * microsPerDay) / 1_000).toISOString();
    await ask(sim, step, tenant, {
      of: 'raffles',
      method: 'POST',
      path: '/v1/raffles',
      body: { name: 'raffle', policy, ends_at },
    });
    for (const { ref } of createdIn(sim, tenant, 'raffles'))
      tenant.raffles.push({
        id: ref.id,
        policy,
        expiresAt: now(sim) + 45 * microsPerDay,
        drawn: 0,
      });
  },

  async enter(sim, tenant, step) {
    const raffle = pickRaffle(sim, tenant, step.pick);
    if (raffle === undefined) return;
    const { email, phone } = personOf(tenant, step.who);
    const firstname = newToken(sim);
    const body = { raffle_id: raffle.id, email, phone, firstname };
    const before = [...tenant.records.values()].filter(
      (record) =>
        record.category === 'raffle_participations' &&
        record.person === step.who &&
        record.values['raffle_id'] === raffle.id &&
        isShown(tenant, record, now(sim) + near) &&
        turnEnd(raffle.policy, record.createdAt, record.expiresAt) > now(sim) + near,
    );
    const answer = await ask(sim, step, tenant, {
      of: 'raffles',
      method: 'POST',
      path: '/v1/raffle-participations',
      body,
    });
    const expected = { person: step.who, named: true, values: { raffle_id: raffle.id, firstname } };
    const entered = settleCreated(sim, tenant, 'raffle_participations', answer, [expected]);
    must(
      entered.length === 0 || before.length === 0,
      () => `a person takes part twice (${raffle.policy})`,
    );
    if (answer.status === 409 && answer.body.code === 'already-participating')
      must(
        [...tenant.records.values()].some(
          (record) =>
            record.category === 'raffle_participations' &&
            record.person === step.who &&
            record.expiresAt > now(sim) - near,
        ),
        () => 'a person who does not take part is refused',
      );
  },

  async draw(sim, tenant, step) {
    const raffle = pickRaffle(sim, tenant, step.pick);
    if (raffle === undefined) return;
    const asked = {
      of: 'raffles',
      method: 'POST',
      path: `/v1/raffles/${raffle.id}/draws`,
      body: { count: 1 + (step.pick % 3) },
    } as const;
    const answer = await ask(sim, step, tenant, asked);
    if (!isDone(answer)) return;
    const isOfRaffle = (record: ModelRecord) =>
      record.category === 'raffle_participations' && record.values['raffle_id'] === raffle.id;
    const entrants = new Set(
      [...tenant.records.values()]
        .filter(
          (record) =>
            isOfRaffle(record) && record.state !== 'gone' && record.expiresAt > now(sim) - near,
        )
        .map(({ person }) => person),
    );
    must(
      answer.body.drawn <= entrants.size,
      () => `${answer.body.drawn} people win, but only ${entrants.size} take part`,
    );
    raffle.drawn += answer.body.drawn;
    const winners = await askPlainly(sim, step, tenant, {
      of: 'raffles',
      method: 'GET',
      path: `/v1/raffles/${raffle.id}/winners?limit=200`,
    });
    if (winners.status !== 200) return;
    const emails = winners.body.items.map(({ email }: { readonly email: string }) => email);
    must(new Set(emails).size === emails.length, () => 'a person wins twice');
  },
};

/** Tells whether a sweep still has to complete an erasure of the person. */
export function isGoing({ records }: ModelTenant, person: number): boolean {
  return [...records.values()].some(
    (record) => record.person === person && record.state === 'going',
  );
}
