import { expect, test } from 'vitest';
import { variables } from '#shared/categories/variables.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
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
