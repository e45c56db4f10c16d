import type { Page, Route } from 'playwright-core';
import type { EveryList } from './every-list.ts';

/** How the requests of a list are answered. */
type Mode =
  /** No answer comes. */
  | 'held'
  /** The API refuses the requests with 400, so the client does not repeat them. */
  | 'refused'
  | 'empty'
  /** The answer says that more entries follow, but no answer with the next page comes. */
  | 'cut'
  /** The next page comes, and it is empty. */
  | 'last';

/** A cursor that the API never gives. */
const cursorOfMore = 'more';
const nothing = { items: [], next_cursor: null };

/** Returns the parameters in the query of a request and the fields of its body. */
function readAsked(route: Route): { readonly cursor?: string; readonly after?: string } {
  const query = new URL(route.request().url()).searchParams;
  const isJson = route.request().headers()['content-type']?.includes('json') === true;
  const body = isJson ? (JSON.parse(route.request().postData() ?? '{}') as object) : {};
  return { ...Object.fromEntries(query), ...body };
}

/**
 * Changes the answers to the requests of a list. The test chooses the mode while the page is open.
 */
export async function steerList(page: Page, list: EveryList) {
  let mode: Mode = 'held';
  const held: Route[] = [];

  async function change(route: Route): Promise<object> {
    const { emptied, cut } = list;
    const response = await route.fetch();
    const body = (await response.json()) as { readonly [name: string]: unknown };
    if (mode === 'empty') return emptied?.(body) ?? { ...body, ...nothing, newest_cursor: null };
    return cut?.(body) ?? { ...body, next_cursor: cursorOfMore };
  }

  async function answer(route: Route): Promise<void> {
    const { cursor, after } = readAsked(route);
    const isNext = cursor === cursorOfMore;
    if (mode === 'held' || (mode === 'cut' && isNext)) {
      held.push(route);
      return;
    }
    if (mode === 'refused') await route.fulfill({ status: 400, json: {} });
    else if (isNext) await route.fulfill({ json: nothing });
    else if (after !== undefined)
      await route.fulfill({ json: { ...nothing, newest_cursor: after } });
    else await route.fulfill({ json: await change(route) });
  }

  await page.route((url) => list.api.test(url.pathname + url.search), answer);
  return {
    /** From now on answers all requests in the given mode, including requests that are waiting. */
    async turn(next: Mode): Promise<void> {
      mode = next;
      // If the browser has left the page, its requests cannot be answered. These errors are
      // ignored.
      await Promise.all(held.splice(0).map(async (route) => answer(route).catch(() => {})));
    },
    async stop(): Promise<void> {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    },
  };
}
