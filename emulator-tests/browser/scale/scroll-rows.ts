import type { Page } from 'playwright-core';

export type Scrolled = {
  /** The numbers in the rows, from the first row on. */
  readonly numbers: readonly string[];
  /** The largest number of rows that were in the page at the same time. */
  readonly shownMax: number;
};

/**
 * Scrolls a list from its top, screen by screen, and notes the number in each row. It stops after
 * the given number of rows, or when no more rows come.
 * @throws an error if there is no list, if a row shows two different numbers, if a place in the list
 * remains empty, or if the browser stops drawing rows
 */
export async function scrollRows(
  page: Page,
  list: { readonly box: string; readonly rowHeight: number; readonly headHeight: number },
  wanted: number,
): Promise<Scrolled> {
  return page.evaluate(
    async ({ box: selector, rowHeight, headHeight, wanted: rows }) => {
      const box = document.querySelector(selector);
      if (box === null) throw new Error(`${selector} is not there`);
      const seen = new Map<number, string>();
      let shownMax = 0;
      const look = () => {
        const { top } = box.getBoundingClientRect();
        const shown = [...box.querySelectorAll('[role=row]')].flatMap((row) => {
          const number = /\d{6}/.exec(row.textContent ?? '')?.[0];
          if (number === undefined) return [];
          const y = row.getBoundingClientRect().top - top + box.scrollTop - headHeight;
          return [[Math.round(y / rowHeight), number] as const];
        });
        shownMax = Math.max(shownMax, shown.length);
        for (const [place, number] of shown) {
          const before = seen.get(place);
          if (before !== undefined && before !== number)
            throw new Error(`row ${place} shows ${number}, but it showed ${before} earlier`);
          seen.set(place, number);
        }
      };
      const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
      const frame = () =>
        Promise.race([
          new Promise<void>((resolve) => requestAnimationFrame(() => resolve())),
          wait(20_000).then(() => {
            throw new Error('the browser has drawn nothing for 20 s');
          }),
        ]);
      box.scrollTop = 0;
      let idle = 0;
      while (seen.size < rows && idle < 300) {
        await frame();
        await frame();
        const before = seen.size;
        look();
        const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 2;
        idle = isAtEnd && seen.size === before ? idle + 1 : 0;
        if (idle > 0) await wait(100);
        box.scrollTop += Math.floor(box.clientHeight * 0.8);
      }
      const numbers = Array.from({ length: seen.size }, (_, place) => {
        const number = seen.get(place);
        if (number === undefined) throw new Error(`row ${place} was never shown`);
        return number;
      });
      return { numbers, shownMax };
    },
    { ...list, wanted },
  );
}
