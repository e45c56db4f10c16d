import { categories } from '#shared/categories/registry.ts';
import type { Declaration } from '#shared/http/route/route.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import type { DescribedOperation } from '../../generate/testing/ask-as-described.ts';
import type { ServedRoute } from '../list-routes.ts';

/** The API's description. The declarations of routes must agree with it. */
export const document = describeApi(categories);

/** A described route, with its declaration. */
export type DeclaredRoute = DescribedOperation & { readonly declaration: Declaration };

/**
 * Lists every described route that has a declaration. `/health` of all functions is listed once.
 */
export function listDeclared(served: readonly ServedRoute[]): DeclaredRoute[] {
  return [...readOperations(document)].flatMap(([route, operation]) => {
    const declaration = served.find((each) => each.route === route)?.declaration;
    const [method = '', path = ''] = route.split(' ');
    return declaration === undefined ? [] : [{ route, method, path, operation, declaration }];
  });
}
