import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { ListPage } from '../parts/list/read-newer.ts';

/**
 * Returns the result of a lookup as a page of a list. The page is empty if nothing was found.
 * @throws every error of the lookup except 404
 */
export async function pageOfFound<T>(find: () => Promise<T>): Promise<ListPage<T>> {
  try {
    return { items: [await find()], next_cursor: null };
  } catch (error) {
    if (error instanceof MayflyProblem && error.status === 404)
      return { items: [], next_cursor: null };
    throw error;
  }
}
