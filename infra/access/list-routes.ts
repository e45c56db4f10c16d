import type { App } from '#shared/http/create-app.ts';
import { declarationOf } from '#shared/http/route/add-route.ts';
import type { Declaration } from '#shared/http/route/route.ts';
import { accessTable } from './access-table.ts';
import { undescribedRoutes } from './undescribed-routes.ts';

export type ServedRoute = {
  readonly name: string;
  /** A method and a path, as in the description of the API: `GET /v1/customers/{id}`. */
  readonly route: string;
  /** The route's own declaration. It is undefined if the route was not added with `addRoute`. */
  readonly declaration: Declaration | undefined;
};

type Apps = { readonly [name: string]: Pick<App, 'routes'> };

/** Paths of middleware that guards an app or a part of an app. They are not routes. */
const guards = new Set(['/*', '/v1/*', '/v1/tenant/*']);

/**
 * Lists every route of every app. The known guards are left out. Any other handler for all methods
 * counts as a route.
 */
export function listRoutes(apps: Apps): ServedRoute[] {
  return Object.entries(apps).flatMap(([name, { routes }]) =>
    routes
      .filter(({ method, path }) => method !== 'ALL' || !guards.has(path))
      .map((added) => ({
        name,
        route: `${added.method} ${added.path.replaceAll(/:(\w+)/g, '{$1}')}`,
        declaration: declarationOf(added),
      })),
  );
}

/** Lists the routes that are neither in the access table nor in the list of undescribed routes. */
export function findUnlisted(apps: Apps): ServedRoute[] {
  return listRoutes(apps).filter(
    ({ route }) => !(route in accessTable) && !(route in undescribedRoutes),
  );
}
