import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { completeVariable } from './complete-variable.ts';
import { listExperiences } from './list-experiences.ts';
import { contentOf, place, putFile } from './testing/create-variables-fixture.ts';

let fixture: TestFixture;
let ctx: Context;

beforeEach(() => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
});

const set = (experience_id: string, name: string, more: object = {}) =>
  upsertRecord(ctx, {
    category: variables,
    body: { ...place, experience_id, name, value: 1, ...more },
    complete: completeVariable,
  });
const list = (limit = 20, cursor?: string) => listExperiences(ctx, { limit, cursor });

test('experiences are listed in the order of their ids, with the numbers of their variables and files, and the time of their last change', async () => {
  await set('b', 'one');
  await putFile(ctx, contentOf(5), { fields: { ...place, experience_id: 'b' } });
  fixture.clock.now += 60 * microsPerSecond;
  await set('a', 'one');
  fixture.clock.now += 60 * microsPerSecond;
  await set('b', 'one', { value: 2 });
  const now = fixture.clock.now;
  expect(await list()).toEqual({
    items: [
      { id: 'a', variables: 1, files: 0, changed_at: formatInstant(now - 60 * microsPerSecond) },
      { id: 'b', variables: 2, files: 1, changed_at: formatInstant(now) },
    ],
    next_cursor: null,
  });
});

test('variables are not counted if they have expired, were deleted, or belong to another tenant', async () => {
  const soon = formatInstant(fixture.clock.now + microsPerDay);
  await set('a', 'one', { expires_at: soon });
  await set('b', 'one');
  await set('b', 'two', { expires_at: soon });
  const { record } = await set('c', 'one');
  await deleteRecord(ctx, { category: variables, id: record.id });
  fixture.clock.now += microsPerDay;
  const { items } = await list();
  expect(items.map(({ id, variables: count }) => [id, count])).toEqual([['b', 1]]);
  expect((await listExperiences(fixture.contextOf('other'), { limit: 20 })).items).toEqual([]);
});

test('all pages together contain every experience exactly once', async () => {
  const ids = Array.from({ length: 7 }, (_, at) => `exp-${at}.x:y_z`);
  for (const id of ids) await set(id, 'one');
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 4; page += 1) {
    const { items, next_cursor } = await list(2, cursor);
    found.push(...items.map(({ id }) => id));
    cursor = next_cursor ?? undefined;
    expect(cursor === undefined).toBe(page === 3);
  }
  expect(found).toEqual(ids);
});

test('if the last page is exactly full, it has no cursor for a next page', async () => {
  for (const id of ['a', 'b']) await set(id, 'one');
  expect((await list(2)).next_cursor).toBeNull();
});

test('a cursor is refused if it belongs to another tenant or was changed', async () => {
  for (const id of ['a', 'b']) await set(id, 'one');
  const { next_cursor } = await list(1);
  const other = fixture.contextOf('other');
  const invalid = { code: 'cursor-invalid' };
  const cursor = next_cursor ?? '';
  await expect(listExperiences(other, { limit: 1, cursor })).rejects.toMatchObject(invalid);
  const forged = cursor.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  await expect(list(1, forged)).rejects.toMatchObject(invalid);
});

test('a page costs one query, and for each experience two queries and two counts, for any number of variables', async () => {
  const body = ['a', 'b'].flatMap((experience_id) =>
    Array.from({ length: 200 }, (_, at) => ({ ...place, experience_id, name: `n${at}`, value: 1 })),
  );
  await createRecords(ctx, { category: variables, body, complete: completeVariable });
  fixture.takeCalls();
  const { items } = await list();
  expect(items.map((item) => item.variables)).toEqual([200, 200]);
  // One more query finds that there is no third experience.
  expect(fixture.takeCalls()).toEqual({ query: 5, count: 4 });
});

test('a key without the right to read is refused', async () => {
  const writer = fixture.contextOf('acme', ['variables:write', 'variables:export']);
  await expect(listExperiences(writer, { limit: 20 })).rejects.toMatchObject({
    code: 'scope-missing',
  });
});

test('an experience whose last variable is deleted during the request is not in the page', async () => {
  const { record } = await set('a', 'one');
  await set('b', 'one');
  const { store } = ctx;
  let deletion: Promise<void> | undefined;
  const overtaken: Context = {
    ...ctx,
    store: {
      ...store,
      async count(query) {
        deletion ??= deleteRecord(ctx, { category: variables, id: record.id });
        await deletion;
        return store.count(query);
      },
    },
  };
  const { items } = await listExperiences(overtaken, { limit: 20 });
  expect(items.map(({ id }) => id)).toEqual(['b']);
});
