import { expect, test } from 'vitest';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { createKilledStore } from './create-killed-store.ts';

test('a process that is killed at a refused write is reported as killed, and gets no answer', async () => {
  const { store: inner } = createTestFixture();
  const refused = async () => {
    throw new Error('refused');
  };
  const { store, killed } = createKilledStore({ ...inner, commit: refused }, 0, 'all');
  const answer = store.commit([]).then(
    () => 'answered',
    () => 'refused',
  );
  expect(await Promise.race([answer, killed])).toBe('killed');
});
