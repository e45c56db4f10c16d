import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/testing/read-contents.ts';
import { createRewriteMatcher } from '../local/gateway/match-rewrite.ts';
import { functions } from '../manifest.ts';
import { createApiBench } from './testing/create-api-bench.ts';

const { apps } = createApiBench();
const described = [...readOperations(describeApi(categories)).keys()].toSorted();

/** The console: pages for people, and what only they ask for; no API. */
const pages = new Set([
  'GET /',
  'GET /assets/{name}',
  'GET /auth/sign-in',
  'GET /auth/callback',
  'GET /auth/style.css',
  'POST /auth/sign-out',
  'POST /auth/sign-out/everywhere',
]);

function routesOf(name: keyof typeof apps): string[] {
  return apps[name].routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    .filter((route) => !pages.has(route));
}

const served = functions.map(({ name }) => ({ name, routes: routesOf(name) }));

test('every route that a function serves is described, and every described route is served', () => {
  const routes = new Set(served.flatMap(({ routes }) => routes));
  expect([...routes].toSorted()).toEqual(described);
});

test('the rewrites bring each described path to the function that serves it', () => {
  const rewrites = functions.flatMap(({ name, serves }) =>
    serves.map((source) => ({ source, run: { serviceId: name, region: '' } })),
  );
  const match = createRewriteMatcher(rewrites);
  const paths = served.flatMap(({ name, routes }) =>
    routes.map((route) => ({ name, path: route.split(' ')[1] ?? '' })),
  );
  const isPublic = ({ path }: { readonly path: string }) => path.startsWith('/v1/');
  const expected = paths.filter(isPublic);
  expect(expected.map(({ path }) => ({ name: match(path), path }))).toEqual(expected);
});
