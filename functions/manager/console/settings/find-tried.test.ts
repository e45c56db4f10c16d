import { expect, test } from 'vitest';
import type { Notice } from '#shared/client/schemas.ts';
import { findTried } from './find-tried.ts';

/** Reads a list of notices in pages. Each number is the number of attempts of a notice. */
const readerOf = (pages: readonly (readonly number[])[]) => {
  const asked: (readonly [number, string | undefined])[] = [];
  const readPage = async (limit: number, cursor: string | undefined) => {
    asked.push([limit, cursor]);
    const at = Number(cursor ?? 0);
    const items = (pages[at] ?? []).map((attempts) => ({ attempts }) as Notice);
    return { items, next_cursor: at + 1 < pages.length ? String(at + 1) : null };
  };
  return { asked, readPage };
};

test('newer notices without an attempt do not hide an older notice that was not accepted', async () => {
  const { asked, readPage } = readerOf([[0, 0], [0, 0], [0, 3], [1]]);
  expect(await findTried(readPage, 50)).toEqual({
    items: [{ attempts: 3 }],
    isMore: true,
    isCutOff: false,
  });
  expect(asked).toEqual([
    [50, undefined],
    [200, '1'],
    [200, '2'],
  ]);
});

test('a list without a tried notice is read to its end', async () => {
  const { asked, readPage } = readerOf([[0, 0], [0]]);
  expect(await findTried(readPage, 50)).toEqual({ items: [], isMore: false, isCutOff: false });
  expect(asked.map(([, cursor]) => cursor)).toEqual([undefined, '1']);
});

test('if the first page has a notice with an attempt, no further page is read', async () => {
  const { asked, readPage } = readerOf([[0, 1], [1]]);
  expect(await findTried(readPage, 50)).toEqual({
    items: [{ attempts: 1 }],
    isMore: true,
    isCutOff: false,
  });
  expect(asked).toEqual([[50, undefined]]);
});

test('a long list without a tried notice is read only in part, and the result says so', async () => {
  const { asked, readPage } = readerOf([...Array.from({ length: 200 }, () => [0]), [1]]);
  expect(await findTried(readPage, 50)).toEqual({ items: [], isMore: false, isCutOff: true });
  expect(asked).toHaveLength(5);
});

test('of a later page, only as many notices are returned as the caller wants', async () => {
  const { readPage } = readerOf([[0], [1, 0, 2, 3]]);
  expect(await findTried(readPage, 2)).toEqual({
    items: [{ attempts: 1 }, { attempts: 2 }],
    isMore: true,
    isCutOff: false,
  });
});
