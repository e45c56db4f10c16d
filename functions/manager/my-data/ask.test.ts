import { expect, test, vi } from 'vitest';
import { askForArchive, askForData, askToErase, countErased } from './ask.ts';

function answerWith(status: number, body: unknown): void {
  vi.stubGlobal('fetch', async () => Response.json(body, { status }));
}

test.each([
  [401, 'subject-token-invalid', 'ended'],
  [403, 'archive-restricted', 'restricted'],
  [403, 'origin-refused', 'failed'],
  [409, 'plan-changed', 'changed'],
  [410, 'tenant-erased', 'leaving'],
  [503, 'keys-unavailable', 'failed'],
])('the answer %i with the code %s becomes the failure %s', async (status, code, failure) => {
  answerWith(status, { status, code });
  expect(await askForData('token')).toEqual({ failure });
  expect(await askForArchive('token', 'access', 'de')).toEqual({ failure });
  expect(await askToErase('token', 'plan')).toEqual({ failure });
});

test('an answer that is not JSON, and a connection that breaks, count as no answer', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
  expect(await askForData('token')).toEqual({ failure: 'no-answer' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await askForData('token')).toEqual({ failure: 'no-answer' });
});

test('erased restricted records are counted in their category, and erased tokens in no category', () => {
  const erased = {
    id: 'e',
    categories: [{ category: 'customers', count: 2 }],
    beside: [
      { collection: 'customers_restricted', count: 1 },
      { collection: 'nlu_messages_restricted', count: 3 },
      { collection: 'subject_tokens', count: 1 },
    ],
    salt: null,
    receipt: null,
  };
  expect([...countErased(erased)]).toEqual([
    ['customers', 3],
    ['nlu_messages', 3],
  ]);
});
