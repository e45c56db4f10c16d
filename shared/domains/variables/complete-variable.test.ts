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

test.each([0, '', false, null, []])('%j is a value', async (value) => {
  const { records } = await set({ ...names, value });
  expect(records[0]?.fields['value']).toEqual(value);
});

test('a new variable was changed last when it was created, and not before', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const body = { ...names, value: 1 };
  // Time goes by between what is read and what is written.
  const now = () => {
    fixture.clock.now += 1_000;
    return fixture.clock.now;
  };
  const slow = { ...ctx, now };
  const input = { category: variables, body, complete: completeVariable };
  const [created] = (await createRecords(slow, input)).records;
  expect(created?.fields['changed_at']).toBe(formatInstant(created?.createdAt ?? 0));
  const { record } = await upsertRecord(slow, input);
  expect(record.id).toBe(created?.id);
  const changedAt = Date.parse(String(record.fields['changed_at'])) * 1_000;
  expect(changedAt).toBeGreaterThan(record.createdAt);
});

test('a variable without a value is refused, and the place in the batch is named', async () => {
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
