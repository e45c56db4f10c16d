import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/time/clock.ts';
import { functionNames } from '../../infra/build/functions.ts';
import { callerOf } from '../main-job/caller.ts';
import { expectStatuses } from '../main-job/expect-statuses.ts';
import { type FunctionProcess, startFunction } from '../main-job/function-process.ts';
import { createInstance, storeKey } from '../main-job/instance.ts';
import { useStack } from '../main-job/stack.ts';
import { jsonRouteOf } from './json-route.ts';

const mebibytes = 100;
/** What may be held of a body, and what its reading leaves to the garbage collector. */
const growthMaxMiB = 80;
const planted = 'Zwiebelturm.8841';
const stack = useStack('demo-large-body');
let key: string;

beforeAll(async () => {
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
});

async function residentMiB({ pid }: FunctionProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}

type Outcome = {
  readonly status: number | undefined;
  readonly body: string;
  readonly peak: number;
};

/** Sends all of a body, whatever is answered meanwhile, and watches the memory of the process. */
async function sendLarge(
  to: FunctionProcess,
  path: string,
  headers: { readonly [name: string]: string },
): Promise<Outcome> {
  const sending = request(`${to.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
  });
  const answered = (once(sending, 'response') as Promise<[IncomingMessage]>).then(
    async ([response]) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
      return { status: response.statusCode, body };
    },
  );
  const closed = new Promise<void>((resolve) => {
    sending.on('error', () => {});
    sending.on('close', resolve);
  });
  const chunk = Buffer.alloc(1024 * 1024, planted);
  let peak = 0;
  for (let sent = 0; sent < mebibytes && !sending.closed; sent += 1) {
    if (!sending.write(chunk)) {
      const drained = new Promise<void>((resolve) => sending.once('drain', resolve));
      await Promise.race([drained, closed]);
    }
    if (sent % 10 === 0) peak = Math.max(peak, await residentMiB(to));
  }
  sending.end();
  return { ...(await answered), peak: Math.max(peak, await residentMiB(to)) };
}

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
    // As large as is taken, so that the memory for reading is there already.
    const largest = `["${'x'.repeat(bytesMax - 4)}"]`;
    expectStatuses([await callerOf(running, key)('POST', path, largest)], 422);
  });

  afterAll(() => running.stop());

  test.each(ways)('sent %s is refused without being held in memory', async (_, headers) => {
    const before = await residentMiB(running);
    const { status, body, peak } = await sendLarge(running, path, headers);
    expect([status, JSON.parse(body)]).toMatchObject([413, { code: 'body-too-large' }]);
    expect(peak - before).toBeLessThan(growthMaxMiB);
  });

  test('leaves nothing of it in the output, and the process serves on', async () => {
    expect(running.output()).not.toContain(planted);
    expect((await fetch(`${running.url}/health`)).status).toBe(200);
  });
});
