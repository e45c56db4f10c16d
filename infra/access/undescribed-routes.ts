import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';

/** A route that neither the API's description nor the access table contains. */
export type UndescribedRoute = {
  /** The reason why it is not described. */
  readonly reason: string;
  /** The answer to a caller without a credential. */
  readonly answers: 200 | 400 | 401 | 403;
};

const same = 'the same for everyone';
const ownPages = 'for the console’s own pages: a page elsewhere, or a program, is refused';

const ofMyData = 'for the page /my-data, by the token of the person who sees it';

/**
 * Every route without a description, listed by hand: pages for people, and routes that only these
 * pages call.
 */
export const undescribedRoutes: { readonly [route: string]: UndescribedRoute } = {
  ...Object.fromEntries(
    Object.values(pagePaths).map((path) => [
      `GET ${path}`,
      { reason: `the console’s document, ${same}, without data`, answers: 200 },
    ]),
  ),
  'GET /assets/{name}': { reason: `files of the console, ${same}`, answers: 200 },
  'GET /my-data': {
    reason: `the page for a person’s own data, ${same}, without data`,
    answers: 200,
  },
  'POST /v1/my-data/preview': { reason: ofMyData, answers: 401 },
  'POST /v1/my-data/export': { reason: ofMyData, answers: 401 },
  'POST /v1/my-data/erase': { reason: ofMyData, answers: 401 },
  'GET /verify': { reason: `the page that checks receipts, ${same}, without data`, answers: 200 },
  'GET /auth/sign-in': { reason: `the page to choose a provider on, ${same}`, answers: 200 },
  'GET /auth/style.css': { reason: `a file of that page, ${same}`, answers: 200 },
  'GET /auth/session': {
    reason: 'whether the browser that asks is signed in, for the console’s page',
    answers: 200,
  },
  'GET /auth/callback': {
    reason:
      'where providers send browsers back to; without the cookie of a sign-in under way a page',
    answers: 400,
  },
  'POST /auth/renew': { reason: ownPages, answers: 403 },
  'POST /auth/sign-out': { reason: ownPages, answers: 403 },
  'POST /auth/sign-out/everywhere': { reason: ownPages, answers: 403 },
};
