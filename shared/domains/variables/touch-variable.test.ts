import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { readRecord } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import {
  createTestFixture,
  onStore,
  type TestContext,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { completeVariable } from './complete-variable.ts';
import { openFile } from './open-file.ts';
import { contentOf, place, putFile, readAll } from './testing/create-variables-fixture.ts';
import { touchVariable } from './touch-variable.ts';

let fixture: TestFixture;
let ctx: TestContext;

beforeEach(() => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
});

const { instance_id: instanceId, ...body } = place;
const touch = (as = ctx) => touchVariable(as, { instanceId, body });
const set = async (more: object) => {
  const input = { category: variables, body: { ...place, ...more }, complete: completeVariable };
  return (await upsertRecord(ctx, input)).record;
};
const read = ({ id }: Pick<ClearRecord, 'id'>) => readRecord(ctx, { category: variables, id });
const inDays = (days: number) => fixture.clock.now + days * microsPerDay;

/** A context in which `act` runs once, directly before the first commit. */
function beforeCommit(act: () => Promise<unknown>): TestContext {
  let hasRun = false;
  return onStore(ctx, {
    ...ctx.store,
    async commit(writes) {
      if (!hasRun) {
        hasRun = true;
        await act();
      }
      return ctx.store.commit(writes);
    },
  });
}

test.each([
  ['60 days', 60],
  ['the shorter retention that the tenant has chosen', 7],
])('a touched variable expires after %s, and nothing else of it changes', async (_what, days) => {
  const soon = { expires_at: formatInstant(inDays(1)) };
  const stored = await set({ conversation_id: 'c-9', scope: 'global', value: 'Akelei', ...soon });
  fixture.clock.now += microsPerDay / 2;
  const categories = { variables: { destination: 'server', retentionDays: days } } as const;
  await touch({ ...ctx, settings: { ...ctx.settings, categories } });
  const after = await read(stored);
  expect([after.fields, after.expiresAt]).toEqual([stored.fields, inDays(days)]);
});

test('a touched variable keeps its file', async () => {
  const content = contentOf(500_000);
  const { record } = await putFile(ctx, content);
  fixture.clock.now += 30 * microsPerDay;
  await touch();
  fixture.clock.now += 59 * microsPerDay;
  expect(await readAll((await openFile(ctx, { id: record.id })).content)).toEqual(content);
});

test('a touched variable keeps a value that is stored at the same time', async () => {
  const stored = await set({ value: 'old' });
  await touch(beforeCommit(() => set({ value: 'new', expires_at: formatInstant(inDays(1)) })));
  const { fields, expiresAt } = await read(stored);
  expect([fields['value'], expiresAt]).toEqual(['new', inDays(60)]);
});

test('a variable that is missing, or is deleted at the same time, is not stored again', async () => {
  const missing = { code: 'record-not-found' };
  await expect(touch()).rejects.toMatchObject(missing);
  const stored = await set({ value: 1 });
  const removing = beforeCommit(() => deleteRecord(ctx, { category: variables, id: stored.id }));
  await expect(touch(removing)).rejects.toMatchObject(missing);
  await expect(read(stored)).rejects.toMatchObject(missing);
  await expect(touch()).rejects.toMatchObject(missing);
});

test('a touch needs the right to write variables', async () => {
  await set({ value: 1 });
  const reader = fixture.contextOf('acme', ['variables:read', 'variables:delete']);
  await expect(touch(reader)).rejects.toMatchObject({ code: 'scope-missing' });
});
