import { expect, test } from 'vitest';
import { useStack } from '../harness/stack.ts';
import { createFuzzFixture } from './fuzz-fixture.ts';
import { runFuzz } from './run-fuzz.ts';

const stack = useStack('demo-fuzz');

test('the answers to 500 requests, most of them almost valid, match the description', async () => {
  const { failures, statuses } = await runFuzz(await createFuzzFixture(stack()), {
    seed: 20_261_123,
    requests: 500,
  });
  expect(failures.join('\n\n')).toBe('');
  const answered = [...statuses.values()].flatMap((counts) => [...counts.keys()]);
  expect(new Set(answered)).toEqual(new Set([...answered, 200, 201, 400, 401, 403, 404, 405, 422]));
});
