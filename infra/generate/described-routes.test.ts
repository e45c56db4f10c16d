import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { listRoutes } from '../access/list-routes.ts';
import { undescribedRoutes } from '../access/undescribed-routes.ts';
import { createRewriteMatcher } from '../local/gateway/match-rewrite.ts';
import { functions } from '../manifest.ts';
import { createApiFixture } from './testing/create-api-fixture.ts';

const { apps } = createApiFixture();
const described = [...readOperations(describeApi(categories)).keys()].toSorted();

const served = listRoutes(apps).filter(({ route }) => !(route in undescribedRoutes));

test('every route that a function serves is described, and every described route is served', () => {
  const routes = new Set(served.map(({ route }) => route));
  expect([...routes].toSorted()).toEqual(described);
});

test('the rewrites send each described path under /v1 to the function that serves it', () => {
  const rewrites = functions.flatMap(({ name, serves }) =>
    serves.map((source) => ({ source, run: { serviceId: name, region: '' } })),
  );
  const match = createRewriteMatcher(rewrites);
  const paths = served.map(({ name, route }) => ({ name, path: route.split(' ')[1] ?? '' }));
  const isPublic = ({ path }: { readonly path: string }) => path.startsWith('/v1/');
  const expected = paths.filter(isPublic);
  expect(expected.map(({ path }) => ({ name: match(path), path }))).toEqual(expected);
});
