import { categories } from '#shared/categories/registry.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { recordsBodyMax, smallBodyMax } from '#shared/http/read/read-json.ts';

export type JsonRoute = { readonly path: string; readonly bytesMax: number };

/**
 * Finds a `POST` route with a JSON body among the routes of the function's categories. The result
 * is undefined if there is no such route.
 */
export function jsonRouteOf(name: string): JsonRoute | undefined {
  const own = categories.filter(({ service }) => service === name);
  const created = own.find(({ createdBy }) => createdBy === 'caller');
  if (created !== undefined) return { path: `/v1/${created.path}`, bytesMax: recordsBodyMax };
  const searched = own.find((category) => lookupFields(category).length > 0);
  if (searched !== undefined)
    return { path: `/v1/${searched.path}/search`, bytesMax: smallBodyMax };
  return undefined;
}
