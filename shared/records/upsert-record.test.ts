import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { switchedOff } from '#shared/settings/testing/everything-on.ts';
import { uniqueMarks } from './collections.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture, type TestFixture, testStart } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;

const body = { email: 'a@example.org', authenticated_by: 'sso', values: { city: 'Köln' } };

/** The number of documents that a tenant has in a collection. */
function countIn(fixture: TestFixture, collection: string): Promise<number> {
  return fixture.store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
}

describe('an upsert', () => {
  test('creates a record; a second upsert replaces all fields of this record, even if the email now has capital letters', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const first = await upsertRecord(ctx, { category, body });
    fixture.clock.now += 30 * microsPerDay;
    const next = { email: 'A@Example.org', authenticated_by: 'code' };
    const second = await upsertRecord(ctx, { category, body: next });
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.record).toEqual({
      id: first.record.id,
      createdAt: first.record.createdAt,
      basisAt: testStart + 30 * microsPerDay,
      expiresAt: testStart + 210 * microsPerDay,
      fields: next,
      tag: second.record.tag,
    });
    expect(await readRecord(ctx, { category, id: first.record.id })).toEqual(second.record);
    expect(await countIn(fixture, category.id)).toBe(1);
  });

  test('neither creates nor replaces a record if the category is switched off', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const { record } = await upsertRecord(ctx, { category, body });
    const off = switchedOff(ctx, category);
    for (const email of [body.email, 'b@example.org']) {
      const upsert = upsertRecord(off, { category, body: { ...body, email, values: {} } });
      await expect(upsert).rejects.toMatchObject({ code: 'category-off' });
    }
    expect(await countIn(fixture, category.id)).toBe(1);
    expect(await readRecord(ctx, { category, id: record.id })).toEqual(record);
  });

  test('by 50 simultaneous callers creates one record, and all callers get its id', async () => {
    const fixture = createTestFixture();
    const contexts = [fixture.otherProcess('acme'), fixture.otherProcess('acme')];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const ctx = contexts[index % 2] ?? fixture.contextOf('acme');
        const input = { category, body: { ...body, values: { index } } };
        // Each caller repeats its request, as a client does, if the answer says that too many
        // requests change the same data at the same time.
        for (;;) {
          try {
            return await upsertRecord(ctx, input);
          } catch (error) {
            expect(error).toMatchObject({ code: 'contention' });
          }
        }
      }),
    );
    expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(outcomes.map(({ record }) => record.id)).size).toBe(1);
    expect(await countIn(fixture, category.id)).toBe(1);
    expect(await countIn(fixture, uniqueMarks.id)).toBe(1);
  });

  test('keeps one messenger session for each channel and external id, and does not change its expiry', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const session = (channel: string, external_id: string, step: number) =>
      upsertRecord(ctx, {
        category: messengerSessions,
        body: { channel, external_id, conversation_id: 'c', state: { step } },
      });
    const first = await session('whatsapp', 'x', 1);
    fixture.clock.now += 3 * microsPerDay;
    const second = await session('whatsapp', 'x', 2);
    expect(second).toMatchObject({ created: false, record: { id: first.record.id } });
    expect(second.record.expiresAt).toBe(first.record.expiresAt);
    for (const other of [await session('wechat', 'x', 1), await session('whatsapp', 'X', 1)])
      expect(other.created).toBe(true);
  });

  test('of the same email by another tenant creates another record', async () => {
    const fixture = createTestFixture();
    const [left, right] = await Promise.all([
      upsertRecord(fixture.contextOf('acme'), { category, body }),
      upsertRecord(fixture.contextOf('other'), { category, body }),
    ]);
    expect([left.created, right.created]).toEqual([true, true]);
  });
});
