import { expect, test } from 'vitest';
import { connectOnce } from './connect-once.ts';

test('a client is connected once; if this fails, all waiting callers get an error, and the next use connects again', async () => {
  let created = 0;
  const connected = connectOnce(async () => {
    created += 1;
    if (created === 1) throw new Error('no answer from the metadata server');
    return { number: created };
  });
  const [first, second] = await Promise.allSettled([connected(), connected()]);
  expect([first, second]).toMatchObject([{ reason: { code: 14 } }, { reason: { code: 14 } }]);
  expect(await connected()).toMatchObject({ number: 2 });
  expect(await connected()).toMatchObject({ number: 2 });
});
