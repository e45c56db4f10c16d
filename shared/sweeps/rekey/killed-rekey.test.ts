import { beforeAll, describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { setSubject } from '#shared/domains/conversations/set-subject.ts';
import { createRaffleFixture } from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import type { DocumentData, Store } from '#shared/store/store.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { asFormerly, createOldSpellings } from '../testing/create-old-spellings.ts';
import { copyOf, readAll, stateOf } from '../testing/create-sweep-fixture.ts';

const email = 'Anna@bücher.example';

/**
 * Stores records of one person under two spellings of the email address, and a winning
 * participation of another person. Some records have marks, some have links, some have wins, and
 * some have none of these. Each run gets a copy of the store.
 */
async function createMeeting() {
  const made = createRaffleFixture();
  const world = await createOldSpellings(made.fixture);
  const { ctx } = world;
  const formerly = asFormerly(ctx);
  await setSubject(formerly, { conversationId: 'c1', body: { email } });
  await world.storeFormerly(customers, { email, authenticated_by: 'sso', conversation_id: 'c2' });
  const other = 'anna@xn--bcher-kva.example';
  await world.storeFormerly(customers, { email: other, authenticated_by: 'sso' });
  await world.storeFormerly(loyaltyTransactions, { email, coins: 5, reason: 'gift' });
  await world.storeFormerly(runtimeLog, { level: 'info', event: 'sign_in.passed', email });
  const raffle = await made.open();
  for (const each of [email, 'bernd@example.com']) {
    const body = { raffle_id: raffle, email: each };
    await made.participate(formerly, { body, idempotencyKey: undefined });
  }
  await made.draw(raffle, 2, formerly);
  await world.age();
  return { ...world, seeded: await readAll(world.store) };
}

let world: Awaited<ReturnType<typeof createMeeting>>;

beforeAll(async () => {
  world = await createMeeting();
});

/**
 * The stored documents without their ciphertexts. Ciphertexts differ between two runs: the copy of
 * a winning participation gets a new id, so each run encrypts this copy again.
 */
async function compared(store: Store): Promise<{ [path: string]: DocumentData }> {
  const isClear = ([, value]: [string, unknown]) => !(value instanceof Uint8Array);
  const documents = Object.entries(await stateOf(store)).map(([path, data]) => [
    path,
    Object.fromEntries(Object.entries(data).filter(isClear)),
  ]);
  return Object.fromEntries(documents);
}

const newStore = () => copyOf(world.seeded);

async function runUndisturbed() {
  const store = await newStore();
  const counting = createKilledStore(store, Number.POSITIVE_INFINITY);
  const report = await world.rekey(counting.store);
  return { store, report, state: await compared(store), writes: counting.writes() };
}

describe('rekey', () => {
  test('does all its work if it is not interrupted, and the next run finds no work', async () => {
    const { store, report, state, writes } = await runUndisturbed();
    expect(report).toMatchObject({ complete: true, failed: 0, tenants: 1, rehashed: 4 });
    expect(writes).toBeGreaterThan(8);
    expect(await world.rekey(store)).toMatchObject({ complete: true, tenants: 0, rehashed: 0 });
    expect(await compared(store)).toEqual(state);
  });

  test.each(['none', 'all'] as const)(
    'ends in the same state as an uninterrupted run if it is killed at any of its writes and then repeated; the killed write stores: %s',
    async (landed) => {
      const { state, writes } = await runUndisturbed();
      for (let fatal = 0; fatal < writes; fatal += 1) {
        const store = await newStore();
        const killed = createKilledStore(store, fatal, landed);
        expect(await Promise.race([killed.killed, world.rekey(killed.store)])).toBe('killed');
        expect(await world.rekey(store)).toMatchObject({ complete: true, failed: 0 });
        expect(await compared(store)).toEqual(state);
      }
    },
  );

  test('does all its work exactly once if it runs twice at the same time, and ends in the same state as an uninterrupted run', async () => {
    const { state } = await runUndisturbed();
    const store = await newStore();
    const both = await Promise.all([world.rekey(store), world.rekey(store)]);
    const reports = [...both, await world.rekey(store)];
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    expect(reports.reduce((sum, { rehashed }) => sum + rehashed, 0)).toBe(4);
    expect(await compared(store)).toEqual(state);
  });
});
