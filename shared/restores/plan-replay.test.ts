import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { variables } from '#shared/categories/variables.ts';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Write } from '#shared/store/store.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import {
  createPersonFixture,
  personOf,
  world,
} from '#shared/subjects/testing/create-person-fixture.ts';
import { restore } from './restore.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

const anna = personOf('anna', 1);
const entries = 150;

let fixture: Awaited<ReturnType<typeof createPersonFixture>>;
let restores: ReturnType<typeof createRestoreFixture>;

const entry = (at: number) => ({
  email: `kunde-${at}@example.org`,
  authenticated_by: 'sso',
});

const refsIn = async (collection: string) =>
  (await fixture.dump()).filter(({ ref }) => ref.collection === collection).map(({ ref }) => ref);

/**
 * Writes an entry to the ledger for a change that nobody made, as a thief with a credential could.
 */
async function invent(deed: Deed): Promise<void> {
  const { store } = fixture.fixture;
  await openLedger({ ...fixture.ctx, store }).remember(store, deed);
}

const run = (confirmed = 0) => restore({ ...restores.depsOn(), confirmed });

beforeEach(async () => {
  fixture = await createPersonFixture();
  restores = createRestoreFixture(fixture.fixture);
  const { store, clock } = fixture.fixture;
  await openTenant({ store, now: () => clock.now }, 'acme');
  await fixture.acts['say']?.(anna, { conversation_id: 'c-anna' });
  await fixture.acts['signIn']?.(anna, {});
  for (let from = 0; from < entries; from += 50) {
    const body = Array.from({ length: 50 }, (_, at) => entry(from + at));
    await createRecords(fixture.ctx, { category: customers, body });
  }
  clock.now += microsPerSecond;
  await restores.raise();
});

describe('a restore', () => {
  test('with a normal ledger reports the deletions by tenant and collection, and continues', async () => {
    const backup = await restores.backUp();
    const body = { scope: { subject: anna }, confirm: true };
    await eraseSubject(fixture.ctx, world, { body, idempotencyKey: undefined });
    await restores.putBack(backup);
    expect(await run()).toBe(true);
    expect(restores.told).toContain(`  acme: 1 of ${entries + 1} documents of customers`);
  });

  test('changes nothing if an invented entry would delete all documents of a collection, until an operator confirms their number', async () => {
    const backup = await restores.backUp();
    const all = await refsIn(customers.id);
    await invent({ kind: 'deletion', documents: all });
    await restores.putBack(backup);
    const before = await restores.stateOf();
    for (const confirmed of [0, entries])
      await expect(run(confirmed)).rejects.toThrow(`--confirm ${all.length}`);
    expect(await restores.stateOf()).toEqual(before);
    expect(await restores.isCurrent()).toBe(false);
    expect(restores.told).toContain(
      `! acme: ${all.length} of ${all.length} documents of customers`,
    );
    expect(await run(all.length)).toBe(true);
    expect(await refsIn(customers.id)).toEqual([]);
  });

  test('changes nothing if invented entries would make the expiries of all variables earlier, until an operator confirms their number; it never changes the expiry of a customer', async () => {
    const { ctx } = fixture;
    const body = Array.from({ length: entries }, (_, at) => {
      return { experience_id: 'exp-1', instance_id: 'c-anna', name: `v${at}`, value: at };
    });
    await createRecords(ctx, { category: variables, body });
    const backup = await restores.backUp();
    const all = [...(await refsIn(variables.id)), ...(await refsIn(customers.id))];
    const soon = { expiresAt: ctx.now() + microsPerSecond, at: ctx.now() };
    for (const record of all) await invent({ kind: 'expiry', record, ...soon });
    await restores.putBack(backup);
    const before = await restores.stateOf();
    await expect(run()).rejects.toThrow(`--confirm ${entries}`);
    expect(await restores.stateOf()).toEqual(before);
    expect(await run(entries)).toBe(true);
    fixture.fixture.clock.now += 2 * microsPerSecond;
    const isLeft = ({ data }: { data: object }) => !('expiry_moved_at' in data);
    const left = (await fixture.dump()).filter(isLeft).map(({ ref }) => ref.collection);
    expect(left.filter((id) => id === customers.id)).toHaveLength(entries + 1);
    expect(left).not.toContain(variables.id);
  });

  test('changes nothing if an invented entry would delete the copies of all winners, until an operator confirms their number', async () => {
    const { store, clock } = fixture.fixture;
    const copyOf = (at: number): Write => ({
      kind: 'create',
      ref: { tenant: 'acme', collection: raffleWinners.id, id: `winner-${at}` },
      data: {
        expires_at: clock.now + microsPerDay,
        purge_shard: 0,
        participation_id: `participation-${at}`,
        drawn_at: clock.now,
      },
    });
    const copies = Array.from({ length: entries }, (_, at) => copyOf(at));
    await store.commit(copies);
    const backup = await restores.backUp();
    const participations = copies.map((_, at) => {
      return { tenant: 'acme', collection: raffleParticipations.id, id: `participation-${at}` };
    });
    await invent({ kind: 'win', participations });
    await restores.putBack(backup);
    const before = await restores.stateOf();
    await expect(run()).rejects.toThrow(`--confirm ${entries}`);
    expect(await restores.stateOf()).toEqual(before);
    expect(await run(entries)).toBe(true);
    expect(await refsIn(raffleWinners.id)).toEqual([]);
  });

  test.each([
    ['would delete all records of a category', { fences: true }],
    ['would shorten the retention of a category', { fences: false }],
  ])('changes nothing if an invented entry %s', async (_name, { fences }) => {
    const backup = await restores.backUp();
    const { clock } = fixture.fixture;
    const own = { category: chatMessages.id, upTo: clock.now };
    await invent({
      kind: 'clearance',
      decisions: fences
        ? { fences: [own], shortenings: [] }
        : { fences: [], shortenings: [{ ...own, days: 1 }] },
    });
    clock.now += 2 * 86_400 * microsPerSecond;
    await restores.putBack(backup);
    const before = await restores.stateOf();
    await expect(run()).rejects.toThrow('a stolen credential can invent such entries');
    expect(await restores.stateOf()).toEqual(before);
    expect(restores.told.join('\n')).toMatch(/! acme: 2 of 2 documents of chat_messages, by a dec/);
  });
});
