import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepSession } from './keep-session.ts';

const minute = 60_000;
let page: EventTarget & { visibilityState: string };
let stop: () => void;
const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

function show(visibilityState: string): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('fetch', fetched);
  fetched.mockReset();
  fetched.mockImplementation(async () => Response.json({ expires_in: 900 }));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a page extends its session at once, and again whenever a third of the remaining time has passed', async () => {
  stop = keepSession();
  const asked = ['/auth/renew', { method: 'POST', headers: { 'mayfly-csrf': '1' } }];
  expect(fetched.mock.calls).toEqual([asked]);
  await vi.advanceTimersByTimeAsync(5 * minute - 1);
  expect(fetched).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10 * minute + 1);
  expect(fetched).toHaveBeenCalledTimes(4);
});

it('a hidden page does not extend its session, and extends it when it is shown again', async () => {
  stop = keepSession();
  await vi.advanceTimersByTimeAsync(1);
  show('hidden');
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(fetched).toHaveBeenCalledTimes(1);
  show('visible');
  expect(fetched).toHaveBeenCalledTimes(2);
});

it.each([204, 401, 404])(
  'after an answer with the status %i, a page never asks again',
  async (status) => {
    fetched.mockImplementation(async () => new Response(null, { status }));
    stop = keepSession();
    await vi.advanceTimersByTimeAsync(60 * minute);
    show('visible');
    expect(fetched).toHaveBeenCalledTimes(1);
  },
);

it('after a failure, a page tries again one minute later', async () => {
  fetched.mockRejectedValueOnce(new TypeError('no network'));
  fetched.mockImplementationOnce(async () => new Response(null, { status: 429 }));
  stop = keepSession();
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(fetched).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(4 * minute);
  expect(fetched).toHaveBeenCalledTimes(3);
});
