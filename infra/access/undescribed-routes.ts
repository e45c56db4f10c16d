import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';

/** A route that neither the API's description nor the access table contains. */
export type UndescribedRoute = {
  /** The reason why it is not described. */
  readonly reason: string;
  /** The answer to a caller without a credential. */
  readonly answers: 200 | 400 | 401 | 403;
};

const same = 'the same for everyone';
const ownPages =
  'only for the console’s own pages; pages of other sites, and programs, are refused';

const ofMyData = 'only for the page /my-data, with the token of the person who opened it';

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
  'GET /auth/sign-in': {
    reason: `the page on which people choose a provider, ${same}`,
    answers: 200,
  },
  'GET /auth/style.css': { reason: `a file of the page /auth/sign-in, ${same}`, answers: 200 },
  'GET /auth/session': {
    reason: 'tells a page of the console whether the browser is signed in',
    answers: 200,
  },
  'GET /auth/callback': {
    reason:
      'providers send browsers back to this path; a browser that has started no sign-in gets a page with the error',
    answers: 400,
  },
  'POST /auth/renew': { reason: ownPages, answers: 403 },
  'POST /auth/sign-out': { reason: ownPages, answers: 403 },
  'POST /auth/sign-out/everywhere': { reason: ownPages, answers: 403 },
};
