import { describe, expect, test } from 'vitest';
import { customers } from '../categories/customers.ts';
import { messengerSessions } from '../categories/messenger-sessions.ts';
import { switchedOff } from '../settings/testing/everything-on.ts';
import { microsPerDay } from '../time/instant.ts';
import { uniqueMarks } from './collections.ts';
import { readRecord } from './read-record.ts';
import { createTestBench, type TestBench, testStart } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;

const body = { email: 'a@example.org', authenticated_by: 'sso', values: { city: 'Köln' } };

/** How many documents a tenant has in a collection. */
function countIn(bench: TestBench, collection: string): Promise<number> {
  return bench.store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
}

describe('an upsert', () => {
  test('creates, then replaces all fields of the same record, whatever the letter case', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const first = await upsertRecord(ctx, { category, body });
    bench.clock.now += 30 * microsPerDay;
    const next = { email: 'A@Example.org', authenticated_by: 'code' };
    const second = await upsertRecord(ctx, { category, body: next });
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.record).toEqual({
      id: first.record.id,
      createdAt: first.record.createdAt,
      basisAt: testStart + 30 * microsPerDay,
      expiresAt: testStart + 210 * microsPerDay,
      fields: next,
    });
    expect(await readRecord(ctx, { category, id: first.record.id })).toEqual(second.record);
    expect(await countIn(bench, category.id)).toBe(1);
  });

  test('neither creates nor replaces once its category is switched off', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const { record } = await upsertRecord(ctx, { category, body });
    const off = switchedOff(ctx, category);
    for (const email of [body.email, 'b@example.org']) {
      const upsert = upsertRecord(off, { category, body: { ...body, email, values: {} } });
      await expect(upsert).rejects.toMatchObject({ code: 'category-off' });
    }
    expect(await countIn(bench, category.id)).toBe(1);
    expect(await readRecord(ctx, { category, id: record.id })).toEqual(record);
  });

  test('of fifty at once creates one record, and all know it', async () => {
    const bench = createTestBench();
    const contexts = [bench.otherProcess('acme'), bench.otherProcess('acme')];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const ctx = contexts[index % 2] ?? bench.contextOf('acme');
        const input = { category, body: { ...body, values: { index } } };
        // A client tries again when it is told that there is too much at once.
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
    expect(await countIn(bench, category.id)).toBe(1);
    expect(await countIn(bench, uniqueMarks.id)).toBe(1);
  });

  test('keeps a messenger session one per channel and id, and its expiry where it was', async () => {
    const bench = createTestBench();
    const ctx = bench.contextOf('acme');
    const session = (channel: string, external_id: string, step: number) =>
      upsertRecord(ctx, {
        category: messengerSessions,
        body: { channel, external_id, conversation_id: 'c', state: { step } },
      });
    const first = await session('whatsapp', 'x', 1);
    bench.clock.now += 3 * microsPerDay;
    const second = await session('whatsapp', 'x', 2);
    expect(second).toMatchObject({ created: false, record: { id: first.record.id } });
    expect(second.record.expiresAt).toBe(first.record.expiresAt);
    for (const other of [await session('wechat', 'x', 1), await session('whatsapp', 'X', 1)])
      expect(other.created).toBe(true);
  });

  test('of another tenant with the same email is another record', async () => {
    const bench = createTestBench();
    const [left, right] = await Promise.all([
      upsertRecord(bench.contextOf('acme'), { category, body }),
      upsertRecord(bench.contextOf('other'), { category, body }),
    ]);
    expect([left.created, right.created]).toEqual([true, true]);
  });
});
