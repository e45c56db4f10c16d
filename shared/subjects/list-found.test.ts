import { beforeEach, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { previewSubject } from './preview-subject.ts';
import { createPersonFixture, personOf, world } from './testing/create-person-fixture.ts';

const anna = personOf('anna', 1);
let fixture: Awaited<ReturnType<typeof createPersonFixture>>;

beforeEach(async () => {
  fixture = await createPersonFixture((ctx) => ({
    ...ctx,
    scopes: new Set([...ctx.scopes, 'restriction']),
  }));
  await fixture.acts['earn']?.(anna, {});
  fixture.fixture.clock.now += microsPerDay;
  await fixture.acts['signIn']?.(anna, { conversation_id: 'c-1' });
  await fixture.acts['say']?.(anna, { conversation_id: 'c-1' });
  await fixture.acts['signIn']?.(personOf('bert', 2), { conversation_id: 'c-2' });
});

const preview = (body: object) =>
  previewSubject(fixture.ctx, world, { body: { email: anna.email, ...body } });

test('a preview lists the found records only on request, and the record that expires first comes first', async () => {
  expect(await preview({})).not.toHaveProperty('records');
  const { records = [], categories } = await preview({ records: true });
  expect(records.map(({ category }) => category)).toEqual([
    'chat_messages',
    'chat_messages',
    'loyalty_transactions',
    'customers',
  ]);
  const ends = records.map(({ expires_at }) => expires_at);
  expect(ends).toEqual(ends.toSorted());
  for (const { category, count } of categories)
    expect(records.filter((each) => each.category === category)).toHaveLength(count);
  expect(records.at(-1)).toMatchObject({
    collection: 'customers',
    why: ['conversation_id', 'email'],
    stays: false,
    facts: { authenticated_by: 'sign_in', conversation_id: 'c-1' },
  });
});

test('a list of records contains no encrypted field and no hash', async () => {
  const { records = [] } = await preview({ records: true });
  const told = new Set(records.flatMap(({ facts }) => Object.keys(facts)));
  expect([...told].filter((name) => /_aes|_bcrypt|email|text|dek|marks/.test(name))).toEqual([]);
  expect(records[2]?.facts).toMatchObject({ coins: 10, reason: 'visit' });
});

test('a restricted record is listed, and marked as kept if the person wants to keep it', async () => {
  const { records = [] } = await preview({ records: true });
  const id = records.find(({ category }) => category === loyaltyTransactions.id)?.id ?? '';
  const body = { ground: 'needed_for_claims' };
  await restrictRecord(fixture.ctx, { category: loyaltyTransactions, id, body });
  const after = (await preview({ records: true })).records ?? [];
  expect(after.find((each) => each.id === id)).toMatchObject({
    category: 'loyalty_transactions',
    collection: 'loyalty_transactions_restricted',
    stays: true,
    facts: { restriction_ground: 'needed_for_claims' },
  });
  expect(after.find(({ category }) => category === customers.id)?.stays).toBe(false);
  const taken = (await preview({ records: true, restricted_too: true })).records ?? [];
  expect(taken.find((each) => each.id === id)?.stays).toBe(false);
});
