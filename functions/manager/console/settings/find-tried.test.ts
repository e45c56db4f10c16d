import { expect, test } from 'vitest';
import type { Notice } from '#shared/client/schemas.ts';
import { findTried } from './find-tried.ts';

/** Reads a list of notices in pages. Each number is the number of attempts of a notice. */
const readerOf = (pages: readonly (readonly number[])[]) => {
  const asked: (string | undefined)[] = [];
  const readPage = async (cursor: string | undefined) => {
    asked.push(cursor);
    const at = Number(cursor ?? 0);
    const items = (pages[at] ?? []).map((attempts) => ({ attempts }) as Notice);
    return { items, next_cursor: at + 1 < pages.length ? String(at + 1) : null };
  };
  return { asked, readPage };
};

test('newer notices without an attempt do not hide an older notice that was not accepted', async () => {
  const { asked, readPage } = readerOf([[0, 0], [0, 0], [0, 3], [1]]);
  expect(await findTried(readPage)).toEqual({ items: [{ attempts: 3 }], next_cursor: '3' });
  expect(asked).toEqual([undefined, '1', '2']);
});

test('no notice is found only if the list has no notice with an attempt', async () => {
  const { asked, readPage } = readerOf([[0, 0], [0]]);
  expect(await findTried(readPage)).toEqual({ items: [], next_cursor: null });
  expect(asked).toEqual([undefined, '1']);
});

test('if the first page has a notice with an attempt, no further page is read', async () => {
  const { asked, readPage } = readerOf([[0, 1], [1]]);
  expect(await findTried(readPage)).toEqual({ items: [{ attempts: 1 }], next_cursor: '1' });
  expect(asked).toEqual([undefined]);
});
