import { Problem } from '#shared/base/problems/problem.ts';
import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { anyQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import { pagePaths } from './console/shell/page-paths.ts';
import type { ConsoleFiles } from './console-files.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { addMyDataPage } from './my-data/add-my-data-page.ts';
import { type LocalPlaces, renderPage } from './render-page.ts';
import { addSignInRoutes } from './sign-in/add-sign-in-routes.ts';
import type { SignInDeps } from './sign-in/sign-in-deps.ts';
import { addVerifyRoute } from './verify/add-verify-route.ts';

export type ManagerAppDeps = AppDeps & {
  /** The settings of the sign-in. Without them nobody can sign in. */
  readonly signIn?: Omit<SignInDeps, 'logger'> | undefined;
  /**
   * Returns the built files. Only requests call this function, so the start of the process does not
   * read the files.
   */
  readonly console: () => ConsoleFiles;
  /** Additions for a local stack. In production there are none. */
  readonly local?: LocalPlaces;
};

/**
 * Creates the app of the web console. It serves static files and the sign-in. The browser gets data
 * from the other functions.
 */
export function createManagerApp(deps: ManagerAppDeps): App {
  const app = createApp(deps);
  addVerifyRoute(app, deps.console);
  if (deps.signIn !== undefined) addSignInRoutes(app, { ...deps.signIn, logger: deps.logger });
  addMyDataPage(app, deps.console);
  addPageRoutes(app, deps.console, deps.local ?? {});
  return app;
}

/**
 * Adds the console's HTML document and its files. The document and the files are the same for
 * everyone, and contain no data.
 */
function addPageRoutes(app: App, files: () => ConsoleFiles, local: LocalPlaces): void {
  const file = {
    method: 'GET',
    admission: everyone,
    query: anyQuery,
    body: noBody,
  } as const;

  for (const path of Object.values(pagePaths))
    addRoute(app, {
      ...file,
      path,
      personal: false,
      handle(c) {
        c.header('content-security-policy', contentSecurityPolicy);
        c.header('cross-origin-opener-policy', 'same-origin');
        return c.html(renderPage(files(), local));
      },
    });

  addRoute(app, {
    ...file,
    path: '/assets/:name',
    personal: false,
    handle(c) {
      const asset = files().assets.get(c.req.param('name'));
      if (asset === undefined) throw new Problem('route-unknown');
      c.header('content-type', asset.contentType);
      c.header('content-security-policy', contentSecurityPolicy);
      c.header('cache-control', 'public, max-age=31536000, immutable');
      return c.body(asset.body);
    },
  });
}
