import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { functionNames } from '../../infra/build/functions.ts';
import { callerOf } from '../harness/caller.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { jsonRouteOf } from './json-route.ts';
import { mebibytesOf, residentMiB, sendLarge } from './send-large.ts';

const mebibytes = 100;
/**
 * By how many MiB the memory of the process may grow while it reads a body. The growth includes
 * garbage that is not collected yet.
 */
const growthMaxMiB = 80;
const planted = 'Zwiebelturm.8841';
const stack = useStack('demo-large-body');
let key: string;

beforeAll(async () => {
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
});

const ways: readonly (readonly [string, { [name: string]: string }])[] = [
  ['in chunks', { 'transfer-encoding': 'chunked' }],
  ['with its length', { 'content-length': String(mebibytes * 1024 * 1024) }],
];

const routes = functionNames().flatMap((name) => {
  const route = jsonRouteOf(name);
  return route ? [{ name, ...route }] : [];
});

describe.each(routes)(`$name, a body of ${mebibytes} MiB`, ({ name, path, bytesMax }) => {
  let running: FunctionProcess;

  beforeAll(async () => {
    running = await startFunction(stack(), name);
    // This first body has the largest accepted size. So the process has already allocated its
    // memory for reading when the tests begin.
    const largest = `["${'x'.repeat(bytesMax - 4)}"]`;
    expectStatuses([await callerOf(running, key)('POST', path, largest)], 422);
  });

  afterAll(() => running.stop());

  test.each(ways)(
    'sent %s is refused, and the process does not keep it in memory',
    async (_, headers) => {
      const before = await residentMiB(running);
      const all = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...headers,
      };
      const chunks = mebibytesOf(planted, mebibytes);
      const { status, body, peak } = await sendLarge(running, path, all, chunks);
      expect([status, JSON.parse(body)]).toMatchObject([413, { code: 'body-too-large' }]);
      expect(peak - before).toBeLessThan(growthMaxMiB);
    },
  );

  test('leaves no part of it in the output, and the process still answers', async () => {
    expect(running.output()).not.toContain(planted);
    expect((await fetch(`${running.url}/health`)).status).toBe(200);
  });
});
