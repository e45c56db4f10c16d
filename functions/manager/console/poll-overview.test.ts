import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LoadResult } from './load-overview.ts';
import { type Poll, pollOverview } from './poll-overview.ts';

const result: LoadResult = { failure: { title: '', detail: '', requestId: undefined } };
let page: EventTarget & { visibilityState: string };
let poll: Poll;

function show(visibilityState: string): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
});

afterEach(() => {
  poll.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('loads at once and every ten seconds while the page is visible', async () => {
  const load = vi.fn(async () => result);
  poll = pollOverview(load, () => {});
  await vi.advanceTimersByTimeAsync(9_999);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20_001);
  expect(load).toHaveBeenCalledTimes(4);
});

it('rests while the page is hidden and loads as soon as it is seen again', async () => {
  const load = vi.fn(async () => result);
  poll = pollOverview(load, () => {});
  await vi.advanceTimersByTimeAsync(1);
  show('hidden');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load).toHaveBeenCalledTimes(1);
  show('visible');
  expect(load).toHaveBeenCalledTimes(2);
});

it('never loads twice at the same time', async () => {
  const load = vi.fn(() => new Promise<LoadResult>(() => {}));
  poll = pollOverview(load, () => {});
  poll.refresh();
  show('visible');
  expect(load).toHaveBeenCalledTimes(1);
});

it('reports nothing any more once it is stopped', async () => {
  const onResult = vi.fn();
  poll = pollOverview(async () => result, onResult);
  poll.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onResult).not.toHaveBeenCalled();
});
