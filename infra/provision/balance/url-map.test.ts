import { expect, test } from 'vitest';
import { createRewriteMatcher } from '../../local/gateway/match-rewrite.ts';
import { functions, locations, region } from '../../manifest.ts';
import { pathsOf, urlMapOf } from './url-map.ts';

const project = { id: 'demo-mayfly', region, locations };
const map = urlMapOf(project);
const rules = map.pathMatchers.flatMap(({ pathRules }) => pathRules);

/**
 * The backend that a load balancer chooses for a path. If a rule names exactly this path, that rule
 * decides. Otherwise the rule with the longest matching path that ends in `*` decides.
 */
function backendOf(path: string): string {
  const matches = rules.flatMap(({ paths, service }) =>
    paths
      .filter((each) => (each.endsWith('/*') ? path.startsWith(each.slice(0, -1)) : path === each))
      .map((each) => ({ service, length: each.endsWith('/*') ? each.length - 1 : Infinity })),
  );
  const [best] = matches.toSorted((left, right) => right.length - left.length);
  return best?.service ?? map.defaultService;
}

const served = functions.flatMap(({ name, serves }) => serves.map((source) => ({ name, source })));
const matchRewrite = createRewriteMatcher(
  served.map(({ name, source }) => ({ source, run: { serviceId: name, region } })),
);

/** For each glob of the manifest: paths that match it, and similar paths that do not match it. */
const samples = served.flatMap(({ source }) => {
  const base = source.replace(/(?:\{,\/\*\*\}|\/\*\*)$/, '');
  return [base, `${base}/`, `${base}/a`, `${base}/a/b.c`, `${base}-old`, `/x${base}`];
});

const paths = new Set([...samples, '/index.html', '/tasks/purge']);

test.each([...paths].filter((path) => path.startsWith('/')))(
  'the load balancer sends %s to the first function of the manifest whose glob matches it',
  (path) => {
    expect(backendOf(path)).toBe(
      `projects/demo-mayfly/regions/${region}/backendServices/mayfly-${matchRewrite(path)}`,
    );
  },
);

test('no path is in two rules, and a `*` is only at the end of a path', () => {
  const paths = rules.flatMap((rule) => rule.paths);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(path).toMatch(/^\/[^*]*(?:\/\*)?$/);
});

test('no request through the load balancer reaches a task', () => {
  const hidden = functions.filter(({ ingress }) => ingress === 'scheduler');
  for (const { name } of hidden) expect(JSON.stringify(map)).not.toContain(`mayfly-${name}"`);
  for (const path of functions.flatMap(({ tasks }) => tasks))
    expect(backendOf(path)).toBe(map.defaultService);
});

test.each(['/v1/*/files', '/v1/{a,b}', '/**', '/v1/a*'])(
  'a glob that load balancers do not support is refused: %s',
  (glob) => {
    expect(() => pathsOf(glob)).toThrow('no load balancer has paths like');
  },
);
