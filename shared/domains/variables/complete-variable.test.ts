import { expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { variables } from '#shared/categories/variables.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { completeVariable } from './complete-variable.ts';

const names = { experience_id: 'exp-1', instance_id: 'conv-1', name: 'score' };

function set(body: unknown) {
  const ctx = createTestFixture().contextOf('acme');
  return createRecords(ctx, { category: variables, body, complete: completeVariable });
}

test.each([0, '', false, null, []])('%j is accepted as a value', async (value) => {
  const { records } = await set({ ...names, value });
  expect(records[0]?.fields['value']).toEqual(value);
});

test('the `changed_at` of a new variable is its creation time, and of a changed variable the time of the change', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  // The clock moves while the verb searches for the variable.
  const get: typeof ctx.store.get = (ref) => {
    fixture.clock.now += 300_000;
    return ctx.store.get(ref);
  };
  const slow = { ...ctx, store: { ...ctx.store, get } };
  const body = { ...names, value: 1 };
  const input = { category: variables, body, complete: completeVariable };
  const set = async () => (await upsertRecord(slow, input)).record;
  const created = await set();
  expect(created.fields['changed_at']).toBe(formatInstant(created.createdAt));
  const changed = await set();
  expect(changed.id).toBe(created.id);
  expect(changed.fields['changed_at']).toBe(formatInstant(fixture.clock.now));
});

test('a variable without a value is refused, and the error gives the variable’s position in the batch', async () => {
  await expect(
    set([
      { ...names, value: 1 },
      { ...names, name: 'b' },
    ]),
  ).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/1/value', rule: 'required' }],
  });
});
