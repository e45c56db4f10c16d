import { expect, test } from 'vitest';
import type { ProblemDetail } from '#shared/base/problems/problem.ts';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { createApiFixture } from './testing/create-api-fixture.ts';
import { describedOperations, exampleOf } from './testing/described-requests.ts';
import { functionOf } from './testing/function-of.ts';

const operations = describedOperations(describeApi(categories));
/** Values that no pattern and no format of the API accepts. */
const misfits = ['\u00a7 \u00a7', '', 1e300, true, null, [], {}];

/** Makes bodies that each have one wrong part, at any depth. */
function misfitting(value: unknown): unknown[] {
  if (Array.isArray(value))
    return [
      ...misfits,
      ...value.flatMap((entry, index) => misfitting(entry).map((bad) => value.with(index, bad))),
    ];
  if (typeof value !== 'object' || value === null) return misfits;
  return [
    ...misfits,
    ...Object.entries(value).flatMap(([name, inner]) =>
      misfitting(inner).map((bad) => ({ ...value, [name]: bad })),
    ),
  ];
}

/**
 * Finds texts that contain parts of a regular expression, because many people do not understand
 * them.
 */
const readsLikePattern = /\^|\$|\\|\(\?|\]\{|\]\*|\]\+|format regex|Invalid/;

const withBody = operations.filter(
  ({ operation }) => 'application/json' in (operation.requestBody?.content ?? {}),
);

test.each(withBody)(
  'no rule in the answers of $route looks like a regular expression',
  async (each) => {
    const fixture = createApiFixture();
    const key = await fixture.newKey();
    const { security } = each.operation;
    const isForKeys = security.some((one) => 'apiKey' in one);
    const isForDevices = security.some((one) => 'deviceToken' in one);
    const ofCaller = isForKeys ? key : fixture.personToken;
    const credential = isForDevices ? await fixture.deviceTokenFor(each.path) : ofCaller;
    const authorization = `Bearer ${credential}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const path = each.path.replace('{id}', '0'.repeat(32));
    const told: string[] = [];
    for (const body of misfitting(exampleOf(each.operation))) {
      const init = { method: each.method, headers, body: JSON.stringify(body) };
      const response = await fixture.apps[functionOf(each.path)].request(path, init);
      if (response.status < 400) continue;
      const { errors = [] } = (await response.json()) as { errors?: ProblemDetail[] };
      told.push(...errors.map(({ rule }) => rule));
    }
    expect(told).not.toEqual([]);
    expect(told.filter((rule) => readsLikePattern.test(rule))).toEqual([]);
  },
);
