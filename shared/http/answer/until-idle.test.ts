import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { idleSeconds, untilIdle } from './until-idle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const idleMs = idleSeconds * 1_000;
const content = Buffer.alloc(200_000, 'x');

function download() {
  const source = Readable.from([content, content], { objectMode: false, highWaterMark: 1 });
  return { source, reader: untilIdle(source).getReader() };
}

test('if the receiver reads nothing for 30 s, the answer and the work for it are aborted', async () => {
  const { source, reader } = download();
  expect((await reader.read()).done).toBe(false);
  const ending = reader.closed.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(idleMs - 1);
  expect(source.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await ending).toMatchObject({ message: 'nobody reads the answer' });
  expect(source.destroyed).toBe(true);
});

test('if nobody begins to read within 30 s, the work for the answer is aborted', async () => {
  const { source } = download();
  await vi.advanceTimersByTimeAsync(idleMs - 1);
  expect(source.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(source.destroyed).toBe(true);
});

test('an answer to a slow receiver arrives completely, in pieces that a slow connection can transmit in time', async () => {
  const { reader } = download();
  const pieces: Uint8Array[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    await vi.advanceTimersByTimeAsync(idleMs - 1);
  }
  expect(Buffer.concat(pieces).equals(Buffer.concat([content, content]))).toBe(true);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(64 * 1024);
});

test('if the receiver disconnects, the answer and the work for it end at once', async () => {
  const { source, reader } = download();
  await reader.read();
  await reader.cancel();
  expect(source.destroyed).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
