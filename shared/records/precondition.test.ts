import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { type Store, WriteConflict } from '#shared/store/store.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import type { Preconditions } from './precondition.ts';
import { readRecord } from './read-record.ts';
import type { ClearRecord } from './record.ts';
import { createTestFixture, onStore, type TestFixture } from './testing/create-test-context.ts';
import { touchRecord } from './touch-record.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;
const bodyOf = (values: object) => ({ email: 'a@example.org', authenticated_by: 'sso', values });
const failed = { code: 'precondition-failed' };

async function open(fixture: TestFixture = createTestFixture()) {
  const ctx = fixture.contextOf('acme');
  const { records } = await createRecords(ctx, { category, body: bodyOf({ count: 0 }) });
  const [first] = records as [ClearRecord];
  const read = async () => readRecord(ctx, { category, id: first.id });
  return { fixture, ctx, id: first.id, first, read };
}

const matching = ({ tag = '' }: ClearRecord): Preconditions => ({ ifMatch: [tag] });

/**
 * A store that stores commits of records, but answers the first ones with a conflict. `lost` is the
 * number of these wrong answers.
 */
function losing(store: Store, lost: number): Store {
  let left = lost;
  return {
    ...store,
    async commit(writes) {
      const versions = await store.commit(writes);
      if (writes[0]?.ref.collection !== category.id || left === 0) return versions;
      left -= 1;
      throw new WriteConflict('the answer was lost');
    },
  };
}

describe('an entity tag', () => {
  test('is new after each change, and all readers get the same tag', async () => {
    const { fixture, ctx, id, first, read } = await open();
    const tags = [first.tag];
    expect(await read()).toEqual(first);
    tags.push((await touchRecord(ctx, { category, id })).record.tag);
    tags.push((await correctRecord(ctx, { category, id, body: { values: { count: 1 } } })).tag);
    tags.push((await upsertRecord(ctx, { category, body: bodyOf({ count: 1 }) })).record.tag);
    tags.push((await upsertRecord(ctx, { category, body: bodyOf({ count: 1 }) })).record.tag);
    fixture.clock.now += 20 * microsPerDay;
    tags.push((await touchRecord(ctx, { category, id })).record.tag);
    expect(new Set(tags).size).toBe(6);
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect((await read()).tag).toBe(tags.at(-1));
    const elsewhere = await readRecord(fixture.otherProcess('acme'), { category, id });
    expect(elsewhere.tag).toBe(tags.at(-1));
  });

  test('does not reveal that two records have equal values', async () => {
    const { ctx, first } = await open();
    const others = [1, 2].map((at) => ({ ...bodyOf({}), email: `b${at}@example.org` }));
    const made = others.map((body) => createRecords(ctx, { category, body }));
    const records = (await Promise.all(made)).flatMap((each) => each.records);
    const tags = [first, ...records].map(({ tag = '' }) => tag.slice(1, 9));
    expect(new Set(tags).size).toBe(3);
  });
});

describe('with an entity tag', () => {
  test('a change costs as many operations as a change without a tag', async () => {
    const { fixture, ctx, id, first } = await open();
    const body = { values: { count: 1 } };
    fixture.takeCalls();
    const changed = await correctRecord(ctx, { category, id, body });
    const plain = fixture.takeCalls();
    const input = {
      category,
      id,
      body: { values: { count: 2 } },
      preconditions: matching(changed),
    };
    await correctRecord(ctx, input);
    expect(fixture.takeCalls()).toEqual(plain);
    await expect(
      correctRecord(ctx, { ...input, preconditions: matching(first) }),
    ).rejects.toMatchObject(failed);
    expect(fixture.takeCalls()).toEqual({ get: 1 });
  });

  test('twenty callers increase a value by one at the same time, and try again after a refusal: at the end the value is twenty', async () => {
    const { fixture, id, read } = await open();
    const addOne = async (write: (count: number, at: Preconditions) => Promise<unknown>) => {
      for (;;) {
        const record = await read();
        const { count } = record.fields['values'] as { count: number };
        try {
          await write(count + 1, matching(record));
          return;
        } catch (error) {
          expect(error).toMatchObject(failed);
        }
      }
    };
    const adding = Array.from({ length: 20 }, (_, at) => {
      const ctx = fixture.otherProcess('acme');
      return addOne((count, preconditions) =>
        at % 2 === 0
          ? correctRecord(ctx, { category, id, body: { values: { count } }, preconditions })
          : upsertRecord(ctx, { category, body: bodyOf({ count }), preconditions }),
      );
    });
    await Promise.all(adding);
    expect((await read()).fields['values']).toEqual({ count: 20 });
  });

  test('a deletion is refused if another caller has changed the record since the tag was read', async () => {
    const { ctx, id, first, read } = await open();
    await correctRecord(ctx, { category, id, body: { authenticated_by: 'code' } });
    const stale = { category, id, preconditions: matching(first) };
    await expect(deleteRecord(ctx, stale)).rejects.toMatchObject(failed);
    await deleteRecord(ctx, { category, id, preconditions: matching(await read()) });
    await expect(read()).rejects.toMatchObject({ code: 'record-not-found' });
  });
});

describe('under the condition that no record exists', () => {
  const preconditions = { ifNoneMatch: ['*'] };

  test('of twenty callers who store the same record at the same time, exactly one succeeds', async () => {
    const fixture = createTestFixture();
    const storing = Array.from({ length: 20 }, async (_, count) =>
      upsertRecord(fixture.otherProcess('acme'), {
        category,
        body: bodyOf({ count }),
        preconditions,
      }),
    );
    const done = await Promise.allSettled(storing);
    const refused = done.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const each of refused) expect(each).toMatchObject({ reason: failed });
  });

  test('an expired record is treated as missing, and no tag matches it', async () => {
    const { fixture, ctx, id, first } = await open();
    fixture.clock.now += 180 * microsPerDay;
    const body = bodyOf({ count: 7 });
    const matched = { category, body, preconditions: matching(first) };
    await expect(upsertRecord(ctx, matched)).rejects.toMatchObject(failed);
    const { record, created } = await upsertRecord(ctx, { category, body, preconditions });
    expect([created, record.id === id]).toEqual([true, false]);
  });
});

describe('a change with a condition, if the answer to its commit was lost,', () => {
  test('succeeds, because the next attempt recognises the change of the earlier attempt', async () => {
    const { fixture, ctx, id, first, read } = await open();
    const unlucky = onStore(ctx, losing(fixture.store, 1));
    const body = { values: { count: 1 } };
    const input = { category, id, body, preconditions: matching(first) };
    const changed = await correctRecord(unlucky, input);
    expect(await read()).toEqual(changed);
    const again = onStore(ctx, losing(fixture.store, 1));
    const put = { category, body: bodyOf({ count: 2 }), preconditions: matching(changed) };
    expect((await upsertRecord(again, put)).record.fields['values']).toEqual({ count: 2 });
    const last = onStore(ctx, losing(fixture.store, 1));
    await deleteRecord(last, { category, id, preconditions: matching(await read()) });
    const fresh = onStore(ctx, losing(fixture.store, 1));
    const isNew = { ifNoneMatch: ['*'] };
    await upsertRecord(fresh, { category, body: bodyOf({ count: 3 }), preconditions: isNew });
  });

  test('is refused if another caller has changed the record meanwhile', async () => {
    const { fixture, ctx, id, first } = await open();
    const store = losing(fixture.store, 1);
    const overtaken: Store = {
      ...store,
      async commit(writes) {
        try {
          return await store.commit(writes);
        } catch (error) {
          await correctRecord(ctx, { category, id, body: { values: { other: 1 } } });
          throw error;
        }
      },
    };
    const input = { category, id, body: { values: { count: 1 } }, preconditions: matching(first) };
    await expect(correctRecord(onStore(ctx, overtaken), input)).rejects.toMatchObject(failed);
  });
});
