import { beforeEach, describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { WriteConflict } from '#shared/store/store.ts';
import { conversationLinks, uniqueMarks } from './collections.ts';
import { createRecords } from './create-records.ts';
import { deletedMax, deleteRecords, idsToDelete } from './delete-records.ts';
import { createTestFixture, onStore, type TestContext } from './testing/create-test-context.ts';

const category = customers;
const nobody = 'f'.repeat(32);

let fixture: ReturnType<typeof createTestFixture>;
let ctx: TestContext;

beforeEach(() => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
});

async function createMany(count: number): Promise<string[]> {
  const body = Array.from({ length: count }, (_, at) => ({
    email: `p${at}@example.org`,
    authenticated_by: 'sso',
    conversation_id: `c${at}`,
  }));
  const { records } = await createRecords(ctx, { category, body });
  return records.map(({ id }) => id);
}

const remove = (ids: readonly string[], by = ctx, idempotencyKey?: string) =>
  deleteRecords(by, { category, ids, idempotencyKey });

function countIn(collection: string): Promise<number> {
  return ctx.store.count({ collection, tenant: 'acme', where: [], orderBy: [] });
}

describe('a deletion of many records', () => {
  test('also deletes their marks and links, keeps all other records, and lists the missing ids', async () => {
    const [first = '', second = '', third = ''] = await createMany(3);
    const { answer } = await remove([third, nobody, first]);
    expect(answer).toEqual({ deleted: [third, first], not_found: [nobody] });
    for (const collection of [category.id, uniqueMarks.id, conversationLinks.id])
      expect(await countIn(collection)).toBe(1);
    expect((await remove([second])).answer).toEqual({ deleted: [second], not_found: [] });
  });

  test('with 99 ids needs two commits for the records, and two commits for the entries in the ledger', async () => {
    const ids = await createMany(99);
    fixture.takeCalls();
    await remove(ids);
    expect(fixture.takeCalls()).toEqual({ getAll: 4, commit: 4 });
    const ledger = { collection: ledgerEntries.id, tenant: 'acme', where: [], orderBy: [] };
    const entries = await ctx.store.query({ ...ledger, limit: 9 });
    const paths = entries.flatMap(({ data }) => data['paths'] as readonly string[]);
    expect(new Set(paths)).toEqual(new Set(ids.map((id) => `${category.id}/${id}`)));
  });

  test('of another tenant finds no record and deletes none', async () => {
    const ids = await createMany(2);
    const { answer } = await remove(ids, fixture.contextOf('other'));
    expect(answer).toEqual({ deleted: [], not_found: ids });
    expect(await countIn(category.id)).toBe(2);
  });

  test('by two simultaneous requests deletes all records; each record is listed as deleted in at least one of the two answers', async () => {
    const ids = await createMany(20);
    const [one, other] = await Promise.all([
      remove(ids),
      remove(ids, fixture.otherProcess('acme')),
    ]);
    expect(await countIn(category.id)).toBe(0);
    expect(new Set([...one.answer.deleted, ...other.answer.deleted])).toEqual(new Set(ids));
  });

  test('continues after an interruption when the request is repeated with its key; the answer is the same as without an interruption', async () => {
    const ids = await createMany(60);
    let commits = 0;
    const cut = onStore(ctx, {
      ...ctx.store,
      commit: async (writes) => {
        commits += 1;
        if (commits > 2) throw new Error('killed');
        return ctx.store.commit(writes);
      },
    });
    await expect(remove(ids, cut, 'key')).rejects.toThrow('killed');
    expect(await countIn(category.id)).toBe(10);
    const again = await remove(ids, ctx, 'key');
    expect(again).toEqual({ answer: { deleted: ids, not_found: [] }, replayed: false });
    expect(await remove(ids, ctx, 'key')).toEqual({ ...again, replayed: true });
    await expect(remove(ids.slice(1), ctx, 'key')).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    });
  });

  test('reads the records again after a conflict, and then deletes them', async () => {
    const ids = await createMany(2);
    let isFirst = true;
    const contended = onStore(ctx, {
      ...ctx.store,
      commit: async (writes) => {
        if (isFirst && writes.some(({ ref }) => ref.collection === category.id)) {
          isFirst = false;
          throw new WriteConflict('conflict');
        }
        return ctx.store.commit(writes);
      },
    });
    expect((await remove(ids, contended)).answer.deleted).toEqual(ids);
    expect(await countIn(category.id)).toBe(0);
  });
});

describe('the ids of a request', () => {
  test('must be valid and at most 200; an id that is sent twice counts once', () => {
    expect(idsToDelete(ctx, category, { ids: [nobody, nobody] })).toEqual([nobody]);
    const many = Array.from({ length: deletedMax + 1 }, (_, at) =>
      at.toString(16).padStart(32, '0'),
    );
    expect(idsToDelete(ctx, category, { ids: many.slice(1) })).toHaveLength(deletedMax);
    for (const ids of [[], many, ['a@example.org']])
      expect(() => idsToDelete(ctx, category, { ids })).toThrow(
        expect.objectContaining({ code: 'validation-failed' }),
      );
  });

  test('are refused if the caller may not delete records of the category', () => {
    const writer = fixture.contextOf('acme', ['chat_messages:write', 'customers:delete']);
    expect(() => idsToDelete(writer, chatMessages, { ids: [nobody] })).toThrow(
      expect.objectContaining({ code: 'scope-missing' }),
    );
  });
});
