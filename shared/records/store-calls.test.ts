import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { variables } from '#shared/categories/variables.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import type { Context } from './context.ts';
import { createRecords } from './create-records.ts';
import { categoryExport, exportRecords } from './export-records.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { searchRecords } from './search-records.ts';
import { createTestFixture } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;
const customer = (email: string) => ({ email, authenticated_by: 'sso', conversation_id: 'c' });

let fixture: ReturnType<typeof createTestFixture>;
let ctx: Context;
let id: string;

beforeEach(async () => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
  const { records } = await createRecords(ctx, { category, body: customer('a@example.org') });
  id = records[0]?.id ?? '';
  fixture.takeCalls();
});

test('storing a record with its marks and links costs one commit and no read, if the keys are in memory', async () => {
  await createRecords(ctx, { category, body: customer('b@example.org'), idempotencyKey: 'k' });
  expect(fixture.takeCalls()).toEqual({ commit: 1 });
});

test('reading a record costs one read', async () => {
  await readRecord(ctx, { category, id });
  expect(fixture.takeCalls()).toEqual({ get: 1 });
});

test('a page of a list costs one query, however many records it shows', async () => {
  const body = Array.from({ length: 99 }, (_, index) => customer(`p${index}@example.org`));
  await createRecords(ctx, { category, body });
  fixture.takeCalls();
  const page = await listRecords(ctx, { category, filters: [], page: { limit: 200 } });
  expect(page.items).toHaveLength(100);
  expect(fixture.takeCalls()).toEqual({ query: 1 });
});

test('a search costs one query', async () => {
  await searchRecords(ctx, { category, body: { email: 'a@example.org' } });
  expect(fixture.takeCalls()).toEqual({ query: 1 });
});

test('an upsert of an existing record reads its mark and the record, and makes one commit', async () => {
  await upsertRecord(ctx, { category, body: customer('a@example.org') });
  expect(fixture.takeCalls()).toEqual({ get: 2, commit: 1 });
});

test('an upsert costs one more commit, for the ledger, only if it makes the expiry earlier, or if it changes the expiry after another upsert has made it earlier', async () => {
  const upsert = async (name: string, days: number) => {
    fixture.takeCalls();
    const expires_at = formatInstant(ctx.now() + days * microsPerDay);
    const body = { experience_id: 'e', instance_id: 'i', name, value: 1, expires_at };
    await upsertRecord(ctx, { category: variables, body });
    return fixture.takeCalls().commit;
  };
  // The first record of each bucket also stores its data key.
  for (const days of [5, 10, 20, 30]) await upsert('other', days);
  const commits: unknown[] = [];
  for (const days of [10, 10, 20, 5, 5, 30]) commits.push(await upsert('score', days));
  expect(commits).toEqual([1, 1, 1, 2, 1, 2]);
});

test('an invalid id costs no read, and an id of another tenant costs as much as the id of a missing record', async () => {
  const foreign = fixture.contextOf('other');
  await expect(readRecord(foreign, { category, id })).rejects.toThrow();
  expect(fixture.takeCalls()).toEqual({ get: 1 });
  await expect(readRecord(ctx, { category, id: 'f'.repeat(32) })).rejects.toThrow();
  expect(fixture.takeCalls()).toEqual({ get: 1 });
  await expect(readRecord(ctx, { category, id: '../x' })).rejects.toThrow();
  expect(fixture.takeCalls()).toEqual({});
});

test('an export reads each page only when the receiver of the export needs this page', async () => {
  const body = Array.from({ length: 450 }, (_, index) => ({
    conversation_id: 'c',
    author: 'bot',
    text: `${index}`,
  }));
  await createRecords(ctx, { category: chatMessages, body });
  fixture.takeCalls();
  const exported = await exportRecords(ctx, categoryExport(chatMessages));
  const rows = exported[Symbol.asyncIterator]();
  await rows.next();
  expect(fixture.takeCalls()).toEqual({ query: 1 });
  let count = 1;
  while (!(await rows.next()).done) count += 1;
  expect(count).toBe(450);
  // These records are small, so the second page contains all remaining records.
  expect(fixture.takeCalls()).toEqual({ query: 1 });
});

test('storing the next message and the head of a conversation costs one commit and no read; a list of conversations costs one query', async () => {
  const companions = createHeadWriter()(ctx);
  const body = { conversation_id: 'c', author: 'bot', text: 'x' };
  await createRecords(ctx, { category: chatMessages, body, companions });
  fixture.takeCalls();
  await createRecords(ctx, { category: chatMessages, body, companions });
  expect(fixture.takeCalls()).toEqual({ commit: 1 });
  await listConversations(ctx, { page: { limit: 50 } });
  expect(fixture.takeCalls()).toEqual({ query: 1 });
});
