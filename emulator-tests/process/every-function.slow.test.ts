import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { firstCallOf } from '../../infra/build/first-call.ts';
import { functionNames } from '../../infra/build/functions.ts';
import { functions } from '../../infra/manifest.ts';
import { type Answer, callerOf, send } from '../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { type Gate, startGate } from '../harness/gate.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { type Scheduler, startScheduler } from '../harness/scheduler.ts';
import { useStack } from '../harness/stack.ts';
import { jsonRouteOf } from './json-route.ts';
import { headOf, sendAndReset, sendRaw } from './send-raw.ts';

const planted = 'Zwiebelturm.8841';
const stack = useStack('demo-every-function');
let scheduler: Scheduler;
let key: string;

beforeAll(async () => {
  scheduler = await startScheduler(stack());
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
});

test('the manifest contains exactly the functions in the folder `functions`', () => {
  expect(functions.map(({ name }) => name).toSorted()).toEqual(functionNames());
});

const runs = [
  ...functionNames().map((name) => ({ name, mode: 'production' })),
  { name: 'chat', mode: 'development' },
];

describe.each(runs)('$name, NODE_ENV=$mode', ({ name, mode }) => {
  const route = jsonRouteOf(name);
  const work = firstCallOf(name);
  /**
   * The path to which the tests send bodies. If a function has no JSON route, this is a path that
   * refuses every body.
   */
  const path = route?.path ?? '/health';
  let gate: Gate;
  let running: FunctionProcess;

  beforeAll(async () => {
    gate = await startGate(stack().proxy.hostOf(name));
    stack().beforeStop(() => gate.stop());
    const env = { ...scheduler.env, LOG_LEVEL: 'trace', NODE_ENV: mode };
    running = await startFunction(stack(), name, { firestoreHost: gate.host, env });
  });

  afterAll(() => running.stop());

  function expectProblem(answer: Answer, status: number, code: string): void {
    const [expectedStatus, expectedCode] = route ? [status, code] : [405, 'method-not-allowed'];
    expect([answer.status, answer.body.code]).toEqual([expectedStatus, expectedCode]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.text).not.toContain(planted);
  }

  async function doWork(run: number): Promise<number> {
    if (work === undefined) return 200;
    const isTask = work.path.startsWith('/tasks/');
    const call = callerOf(running, isTask ? await scheduler.token() : key);
    return (await call(work.method, work.path, work.bodyOf?.(run))).status;
  }

  const post = (body: unknown, type: string) =>
    callerOf(running, key)('POST', path, body, { 'content-type': type });

  test('answers the health check', async () => {
    const answer = await send(running, '/health', {});
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
  });

  test('does its work with the grants of its own identity', async () => {
    expect(await doWork(1)).toBe(work?.status ?? 200);
  });

  test('answers an unknown route with a problem', async () => {
    const answer = await send(running, `/${planted}?q=${planted}`, {});
    expect([answer.status, answer.body.code]).toEqual([404, 'route-unknown']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test('refuses malformed JSON and other content types', async () => {
    const malformed = `{"text":"${planted}`;
    expectProblem(await post(malformed, 'application/json'), 400, 'json-malformed');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expectProblem(await post(`text=${planted}`, type), 415, 'content-type-unsupported');
  });

  test('refuses a body over the limit before the whole body has arrived', async () => {
    const bytesMax = route?.bytesMax ?? 0;
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const announced = { ...headers, 'Content-Length': bytesMax + 1 };
    const expected = route ? /^HTTP\/1.1 413 / : /^HTTP\/1.1 405 /;
    expect(await sendRaw(running.url, headOf(`POST ${path}`, announced))).toMatch(expected);
    const size = bytesMax + 65_536;
    const chunk = `${size.toString(16)}\r\n${planted.padEnd(size)}\r\n`;
    const head = headOf(`POST ${path}`, { ...headers, 'Transfer-Encoding': 'chunked' });
    expect(await sendRaw(running.url, head + chunk)).toMatch(expected);
  });

  test('still answers after malformed, oversized and interrupted requests', async () => {
    const garbage = Buffer.concat([Buffer.of(0, 255, 22, 3, 1), Buffer.from(`${planted}\r\n\r\n`)]);
    expect(await sendRaw(running.url, garbage)).toMatch(/^HTTP\/1.1 400 /);
    const large = headOf('GET /health', { [planted]: planted.repeat(2_000) });
    expect(await sendRaw(running.url, large)).toMatch(/^HTTP\/1.1 431 /);
    const type = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const half = headOf(`POST ${path}`, { ...type, 'Content-Length': 1_000 });
    await sendAndReset(running.url, `${half}{"text":"${planted}`);
    await sendAndReset(running.url, half.slice(0, -20));
    expect((await send(running, '/health', {})).status).toBe(200);
  });

  test('has logged no part of a request, no API key and no error', () => {
    expect(running.output()).toContain('"message":"request"');
    expect(running.output()).not.toContain(planted);
    expect(running.output()).not.toContain(key.slice(-64));
    expect(running.output()).not.toContain('"severity":"ERROR"');
  });

  test('on SIGTERM it completes the request that has begun, accepts no new request, and exits with 0', async () => {
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const hold = () => {
      held.resolve();
      return release.promise;
    };
    gate.pass({ before: hold });
    const inFlight = doWork(2);
    if (work !== undefined) await held.promise;
    running.signal('SIGTERM');
    await expect.poll(() => running.output()).toContain('draining');
    await expect(fetch(`${running.url}/health`)).rejects.toThrow();
    gate.pass({});
    release.resolve();
    expect(await inFlight).toBe(work?.status ?? 200);
    expect(await running.ended).toEqual({ code: 0, signal: null });
  });
});
