import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { categoryExamples } from '#shared/openapi/category-examples.ts';
import { functions } from '../manifest.ts';

export type FirstCall = {
  readonly method: string;
  readonly path: string;
  /** The status of a successful answer. */
  readonly status: 200 | 201;
  /** Returns the body for the run with this number. Unique values differ from run to run. */
  readonly bodyOf?: (run: number) => { readonly [field: string]: unknown };
};

function bodiesOf(category: Category): NonNullable<FirstCall['bodyOf']> {
  const names = new Set(category.unique.map((set) => set.at(-1)));
  return (run) =>
    Object.fromEntries(
      Object.entries(categoryExamples[category.id]?.sent ?? {}).map(([name, value]) => [
        name,
        names.has(name) ? `r${run}_${String(value)}` : value,
      ]),
    );
}

/**
 * Returns a call that makes a function do its work. For most functions it finds the call in the
 * registry of categories or in the manifest. The result is undefined for `manager`, which serves
 * people, and for `transfer`, whose work needs a device token.
 */
export function firstCallOf(name: string): FirstCall | undefined {
  const own = categories.filter(({ service }) => service === name);
  // The first call creates no participation, because the raffle of the participation does not exist
  // yet.
  const created = own.find(
    ({ createdBy, id, fields }) =>
      createdBy === 'caller' && id in categoryExamples && !('raffle_id' in fields),
  );
  if (created !== undefined)
    return {
      method: 'POST',
      path: `/v1/${created.path}`,
      status: 201,
      bodyOf: bodiesOf(created),
    };
  if (own[0] !== undefined) return { method: 'GET', path: `/v1/${own[0].path}`, status: 200 };
  const [task] = functions.find((entry) => entry.name === name)?.tasks ?? [];
  if (task !== undefined) return { method: 'POST', path: task, status: 200 };
  if (name === 'subjects') return { method: 'GET', path: '/v1/erasures', status: 200 };
  if (name === 'tenants')
    return {
      method: 'PUT',
      path: '/v1/tenant',
      status: 200,
      bodyOf: (run) => ({ origins: [`https://shop-${run}.example.com`] }),
    };
  return undefined;
}

/**
 * A call that counts the documents of many collections. The console sends this call with
 * parameters that reduce the number of counts.
 */
export const storageCall: FirstCall = { method: 'GET', path: '/v1/tenant/storage', status: 200 };
