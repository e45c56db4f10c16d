import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { createRecords } from './create-records.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { listRecords } from './list-records.ts';
import { createTestFixture } from './testing/create-test-context.ts';

const scope = ['acme', 'customers'];
const fields = ['created_at', 'expires_at'];
const id = '0123456789abcdef0123456789abcdef';
const invalid = expect.objectContaining({ code: 'cursor-invalid' });

test('a cursor can be used in a URL without escapes, and leads to the place in the list for which it was made', () => {
  const instant = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(instant, instant, (created, expires) => {
      const cursor = encodeCursor(scope, [created, expires, id]);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeCursor(scope, fields, cursor)).toEqual([created, expires, id]);
    }),
  );
});

test.each(['00000017', '00000017.1'])(
  'a cursor can contain the id of a receipt or seal: %s',
  (number) => {
    expect(decodeCursor(scope, ['number'], encodeCursor(scope, [17, number]))).toEqual([
      17,
      number,
    ]);
  },
);

test('a cursor is refused for another tenant, another list and other filters', () => {
  const cursor = encodeCursor(scope, [1, 2, id]);
  for (const other of [['other', 'customers'], ['acme', 'variables'], [...scope, 'x==1'], ['acme']])
    expect(() => decodeCursor(other, fields, cursor)).toThrow(invalid);
});

test('a cursor is refused if any of its characters except the last is changed', () => {
  const cursor = encodeCursor(scope, [1, 2, id]);
  for (let index = 0; index < cursor.length - 1; index += 1) {
    const other = cursor[index] === 'A' ? 'B' : 'A';
    const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
    expect(() => decodeCursor(scope, fields, changed)).toThrow(invalid);
  }
});

test('an invalid cursor is refused and never causes an internal error', () => {
  for (const text of ['', 'x', '=', 'ä', 'A'.repeat(600)])
    expect(() => decodeCursor(scope, fields, text)).toThrow(invalid);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(() => decodeCursor(scope, fields, text)).toThrow(invalid);
    }),
  );
});

test.each([
  ['too few values', [1, id]],
  ['too many values', [1, 2, 3, id]],
  ['no id', [1, 2]],
  ['a text in place of an instant', ['x', 2, id]],
  ['a fraction in place of an instant', [1.5, 2, id]],
  ['an instant beyond all calendars', [1e300, 2, id]],
  ['an invalid id', [1, 2, '../x']],
  ['an array in place of an id', [1, 2, [id]]],
  ['an object in place of the array', { 0: 1 }],
  ['no JSON', '[1, 2'],
  ['nothing', ''],
])('a forged cursor with %s is refused, although its digest is correct', (_name, position) => {
  const text = typeof position === 'string' ? position : JSON.stringify(position);
  const digest = createHash('sha256')
    .update(JSON.stringify([scope, text]))
    .digest();
  const forged = Buffer.concat([digest.subarray(0, 8), Buffer.from(text)]).toString('base64url');
  expect(() => decodeCursor(scope, fields, forged)).toThrow(invalid);
});

test('a cursor of a list can be used only in that list', async () => {
  const { contextOf } = createTestFixture();
  const ctx = contextOf('acme');
  const message = { conversation_id: 'c', author: 'bot', text: 'x' };
  await createRecords(ctx, { category: chatMessages, body: [message, message, message] });
  const list = { category: chatMessages, filters: [] };
  const { next_cursor, newest_cursor } = await listRecords(ctx, { ...list, page: { limit: 2 } });
  const page = { limit: 2, cursor: next_cursor ?? '' };
  expect((await listRecords(ctx, { ...list, page })).items).toHaveLength(1);
  const filters = [{ field: 'conversation_id', op: '==', value: 'c' }] as const;
  for (const foreign of [
    listRecords(ctx, { ...list, filters, page }),
    listRecords(ctx, { ...list, category: nluMessages, page }),
    listRecords(contextOf('other'), { ...list, page }),
    listRecords(ctx, { ...list, page: { limit: 2, after: `A${newest_cursor}` } }),
  ])
    await expect(foreign).rejects.toMatchObject({ code: 'cursor-invalid' });
});

function createPoller() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const say = (...texts: string[]) => {
    const body = texts.map((text) => ({ conversation_id: 'c', author: 'bot', text }));
    return createRecords(ctx, { category: chatMessages, body });
  };
  const list = async (after: string | null) => {
    const page = { limit: 10, ...(after !== null && { after }) };
    const found = await listRecords(ctx, { category: chatMessages, filters: [], page });
    return { ...found, texts: found.items.map((item) => item.fields['text']) };
  };
  return { fixture, say, list };
}

test('the newest cursor of a page leads to newer records, and an empty answer repeats the cursor', async () => {
  const { fixture, say, list } = createPoller();
  await say('1', '2');
  fixture.clock.now += 26 * microsPerSecond;
  const first = await list(null);
  expect(first.texts).toEqual(['2', '1']);
  const none = await list(first.newest_cursor);
  expect(none).toMatchObject({ texts: [], newest_cursor: first.newest_cursor });
  await say('3', '4');
  expect((await list(none.newest_cursor)).texts).toEqual(['4', '3']);
});

test('a caller that has already seen newer messages also gets an older message that was committed late', async () => {
  const { fixture, say, list } = createPoller();
  fixture.clock.now += 25 * microsPerSecond;
  await say('on time');
  const first = await list(null);
  fixture.clock.now -= 24 * microsPerSecond;
  await say('late');
  fixture.clock.now += 24 * microsPerSecond;
  expect((await list(first.newest_cursor)).texts).toContain('late');
});

test('a page has a next cursor only when more records follow', async () => {
  const { say, fixture } = createPoller();
  const pageOf = async (limit: number, cursor?: string) => {
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    return listRecords(fixture.contextOf('acme'), { category: chatMessages, filters: [], page });
  };
  expect((await pageOf(3)).next_cursor).toBeNull();
  await say('1', '2', '3');
  expect((await pageOf(3)).next_cursor).toBeNull();
  const first = await pageOf(2);
  expect(first.items).toHaveLength(2);
  const second = await pageOf(2, first.next_cursor ?? '');
  expect([second.items.length, second.next_cursor]).toEqual([1, null]);
});

test.each(['cursor', 'after'] as const)('an empty %s is refused', async (name) => {
  const ctx = createTestFixture().contextOf('acme');
  const page = { limit: 10, [name]: '' };
  const listing = listRecords(ctx, { category: chatMessages, filters: [], page });
  await expect(listing).rejects.toMatchObject({ code: 'cursor-invalid' });
});
