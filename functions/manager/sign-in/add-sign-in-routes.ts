import type { Context } from 'hono';
import { requireSameOrigin } from '#shared/access/require-same-origin.ts';
import { clearSessionCookie } from '#shared/access/session/session-cookie.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import type { App } from '#shared/http/create-app.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { clientOf } from '#shared/http/guards/client-address.ts';
import { bearWitness } from '#shared/http/note-access.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { anyQuery, noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import { createProviders } from './connect-providers.ts';
import { ignoreEnded } from './ignore-ended.ts';
import { readLanguage } from './read-language.ts';
import { renderChoice, renderFailure } from './render-sign-in.ts';
import { readReturnTo } from './return-to.ts';
import { type Asking, callbackPath, type SignInDeps } from './sign-in-deps.ts';
import { SignInFailure, signInFailures } from './sign-in-failure.ts';
import { signInStyle } from './sign-in-style.ts';

const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Page = ReturnType<typeof renderChoice>;
type Reply = { readonly location: string; readonly setCookie: string };

function sendPage(c: Context<AppEnv>, page: Page, status: 200 | 400 | 403 | 503 = 200) {
  c.header('content-security-policy', contentSecurityPolicy);
  c.header('vary', 'accept-language');
  if (status === 503) c.header('retry-after', '5');
  return c.html(page, status);
}

/**
 * Redirects the browser, or shows the reason why the sign-in failed. A failed sign-in does not
 * change the cookie, because a sign-in in another window may need it.
 */
async function reply(c: Context<AppEnv>, work: Promise<Reply>) {
  try {
    const { location, setCookie } = await work;
    c.header('set-cookie', setCookie);
    return c.redirect(location, 302);
  } catch (error) {
    if (!(error instanceof SignInFailure)) throw error;
    c.set('problemCode', `sign-in-${error.kind}`);
    return sendPage(c, renderFailure(languageOf(c), error.kind), signInFailures[error.kind]);
  }
}

function languageOf(c: Context<AppEnv>) {
  return readLanguage(c.req.header('accept-language'));
}

function askingOf(c: Context<AppEnv>): Asking {
  return { ip: clientOf(c), onNoted: (places) => bearWitness(c, places) };
}

/** The common part of the routes that a link on any site may open, with any query. */
const open = {
  method: 'GET',
  admission: everyone,
  query: anyQuery,
  body: noBody,
} as const;

/**
 * Returns the common part of the routes that extend or end a session with a POST. Only the
 * console's own pages may call them.
 */
function changing({ consoleUrl: origin }: SignInDeps) {
  return {
    method: 'POST',
    admission: {
      who: 'own page',
      admit(c: Context<AppEnv>) {
        const header = (name: string) => c.req.header(name);
        requireSameOrigin({ method: c.req.method, header }, { origin });
      },
    },
    query: noQuery,
    body: noBody,
    idempotency: repeatable,
    personal: false,
  } as const;
}

/**
 * Adds the routes for signing in and out. Most requests ask for static files, so the code for
 * signing in is loaded at the first sign-in.
 */
export function addSignInRoutes(app: App, deps: SignInDeps): void {
  const providers = createProviders(deps);

  addRoute(app, {
    ...open,
    path: '/auth/sign-in',
    personal: false,
    async handle(c) {
      const returnTo = readReturnTo(c.req.query('return_to'), deps.consoleUrl);
      const issuer = deps.issuers.find((one) => one.issuer === c.req.query('issuer'));
      // The start of a sign-in ends the present session. A link on another site must not end a
      // session, so such a link only leads to the page with the providers.
      const isForeign = c.req.header('sec-fetch-site') === 'cross-site';
      if (issuer === undefined || isForeign)
        return sendPage(c, renderChoice(languageOf(c), deps.issuers, returnTo));
      const cookieHeader = c.req.header('cookie');
      const { startSignIn } = await import('./start-sign-in.ts');
      const input = { issuer, returnTo, cookieHeader, asking: askingOf(c) };
      return reply(c, startSignIn(deps, providers, input));
    },
  });

  addRoute(app, {
    ...open,
    path: callbackPath,
    personal: false,
    async handle(c) {
      const query = new URL(c.req.url).searchParams;
      const cookieHeader = c.req.header('cookie');
      const { finishSignIn } = await import('./finish-sign-in.ts');
      const input = { query, cookieHeader, asking: askingOf(c) };
      return reply(c, finishSignIn(deps, providers, input));
    },
  });

  addRoute(app, {
    ...open,
    path: '/auth/style.css',
    personal: false,
    handle(c) {
      c.header('content-type', 'text/css; charset=utf-8');
      c.header('cache-control', 'public, max-age=3600');
      return c.body(signInStyle);
    },
  });

  addRoute(app, {
    ...open,
    path: '/auth/session',
    personal: false,
    // Without a session the answer is also 200, because asking is not an error.
    handle: async (c) => c.json({ signed_in: await isSignedIn(deps, c.req.header('cookie')) }),
  });

  addRoute(app, {
    ...changing(deps),
    path: '/auth/renew',
    async handle(c) {
      const { renewSession } = await import('./renew-session.ts');
      const extended = await renewSession(deps, c.req.header('cookie'));
      if (extended === undefined) return c.body(null, 204);
      const { expiresAt, setCookie } = extended;
      if (setCookie !== undefined) c.header('set-cookie', setCookie);
      return c.json({ expires_in: Math.floor((expiresAt - deps.now()) / microsPerSecond) });
    },
  });

  addSignOutRoute(app, deps, '/auth/sign-out');
  addSignOutRoute(app, deps, '/auth/sign-out/everywhere');
}

/**
 * Tells whether a cookie contains a session that has not ended. Without a cookie it loads and reads
 * nothing.
 */
async function isSignedIn(deps: SignInDeps, cookieHeader: string | undefined): Promise<boolean> {
  if (cookieHeader === undefined) return false;
  const access = await deps.loadAccess();
  return (await access.readSession(cookieHeader).catch(ignoreEnded)) !== undefined;
}

/** Adds a route that ends the present session, or all sessions of the person. */
function addSignOutRoute(
  app: App,
  deps: SignInDeps,
  path: '/auth/sign-out' | '/auth/sign-out/everywhere',
): void {
  const isEverywhere = path === '/auth/sign-out/everywhere';
  addRoute(app, {
    ...changing(deps),
    path,
    async handle(c) {
      const access = await deps.loadAccess();
      const { endAllSessions, endSession } = await import('#shared/access/session/end-session.ts');
      const session = await access.readSession(c.req.header('cookie')).catch(ignoreEnded);
      if (session !== undefined) {
        const { email, issuer, sessionId } = session.identity;
        const target = isEverywhere ? 'everywhere' : sessionId;
        const { ip, onNoted } = askingOf(c);
        onNoted(await access.noteSession({ action: 'sessions.end', email, issuer, target, ip }));
        if (isEverywhere) await endAllSessions(access.sessions, email);
        await endSession(access.sessions, sessionId);
      }
      // Without a session we do not know the person, and cannot end the other sessions. So the
      // answer is an error.
      if (session === undefined && isEverywhere) throw new Problem('session-ended');
      c.header('set-cookie', clearSessionCookie);
      return c.body(null, 204);
    },
  });
}
