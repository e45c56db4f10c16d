import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGuardedApp } from '../testing/create-guarded-app.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const { app } = createGuardedApp({});

const late = () =>
  new Promise<Response>((resolve) => setTimeout(resolve, 40_000, new Response('done')));
app.all('/v1/late', late);
app.all('/tasks/late', late);
app.get('/v1/never', () => new Promise<Response>(() => {}));
app.get('/v1/fails-late', async () => {
  await late();
  throw new Error('Geheim');
});
app.get('/v1/stream', () => {
  const body = new ReadableStream({
    async start(controller) {
      await late();
      controller.enqueue(new TextEncoder().encode('row'));
      controller.close();
    },
  });
  return new Response(body);
});

/** Sends a request and lets time pass. Returns the answer, or undefined if there is none yet. */
async function answerAfter(milliseconds: number, path: string, init?: RequestInit) {
  let answer: Response | undefined;
  const answered = Promise.resolve(app.request(path, init)).then((response) => {
    answer = response;
  });
  await vi.advanceTimersByTimeAsync(milliseconds);
  if (answer !== undefined) await answered;
  return answer;
}

test.each(['/v1/late', '/v1/never', '/v1/fails-late'])(
  '%s: a request without an answer after 30 s gets a problem that says when to try again',
  async (path) => {
    expect(await answerAfter(29_999, path)).toBeUndefined();
    const response = await answerAfter(30_000, path);
    expect(response?.status).toBe(503);
    expect(response?.headers.get('retry-after')).toBe('5');
    expect(response?.headers.get('x-request-id')).toBe('request-1');
    expect(response?.headers.get('cache-control')).toBe('private, no-store');
    expect(await response?.json()).toMatchObject({ code: 'deadline-exceeded' });
    // The request’s work continues. If it fails later, this must not become an unhandled error.
    await vi.advanceTimersByTimeAsync(60_000);
  },
);

test('a stream that has begun continues after the limit', async () => {
  const response = await answerAfter(0, '/v1/stream');
  const text = response?.text();
  await vi.advanceTimersByTimeAsync(40_000);
  expect(await text).toBe('row');
});

describe('a longer limit applies to', () => {
  test.each(['multipart/form-data; boundary=x', 'text/csv', 'Text/CSV; charset=utf-8'])(
    'an upload as %s',
    async (type) => {
      const init = { method: 'POST', headers: { 'content-type': type }, body: 'x' };
      expect(await (await answerAfter(40_000, '/v1/late', init))?.text()).toBe('done');
    },
  );

  test('a task', async () => {
    const init = { method: 'POST' };
    expect(await (await answerAfter(40_000, '/tasks/late', init))?.text()).toBe('done');
  });
});

test('an answered request leaves no running timer', async () => {
  expect((await answerAfter(0, '/health'))?.status).toBe(200);
  expect(vi.getTimerCount()).toBe(0);
});
