import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/time/clock.ts';
import { callerOf } from './caller.ts';
import { expectStatuses } from './expect-statuses.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';
import { createInstance, storeKey } from './instance.ts';
import { useStack } from './stack.ts';

const mebibytes = 200;
/** What may be held of a body, and what its reading leaves to the garbage collector. */
const growthMaxMiB = 80;
const planted = 'Zwiebelturm.8841';
const stack = useStack('demo-large-body');
let chat: FunctionProcess;
let key: string;

beforeAll(async () => {
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  chat = await startFunction(stack(), 'chat');
  const message = { conversation_id: 'c1', author: 'bot', text: 'x'.repeat(16_000) };
  const warm = await callerOf(chat, key)(
    'POST',
    '/v1/chat-messages',
    Array.from({ length: 150 }, () => message),
  );
  expectStatuses([warm], 201);
});

async function residentMiB(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(chat.pid)]);
  return Number(stdout) / 1024;
}

type Outcome = {
  readonly status: number | undefined;
  readonly body: string;
  readonly peak: number;
};

/** Sends all of a body, whatever is answered meanwhile, and watches the memory of the process. */
async function sendLarge(headers: { [name: string]: string }): Promise<Outcome> {
  const sending = request(`${chat.url}/v1/chat-messages`, {
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
    if (sent % 10 === 0) peak = Math.max(peak, await residentMiB());
  }
  sending.end();
  return { ...(await answered), peak: Math.max(peak, await residentMiB()) };
}

const ways: readonly (readonly [string, { [name: string]: string }])[] = [
  ['in chunks', { 'transfer-encoding': 'chunked' }],
  ['with its length', { 'content-length': String(mebibytes * 1024 * 1024) }],
];

describe(`a body of ${mebibytes} MiB`, () => {
  test.each(ways)('sent %s is refused without being held in memory', async (_, headers) => {
    const before = await residentMiB();
    const { status, body, peak } = await sendLarge(headers);
    expect([status, JSON.parse(body)]).toMatchObject([413, { code: 'body-too-large' }]);
    expect(peak - before).toBeLessThan(growthMaxMiB);
  });

  test('leaves nothing of it in the output, and the process serves on', async () => {
    expect(chat.output()).not.toContain(planted);
    const { status } = await callerOf(chat, key)('GET', '/v1/chat-messages?limit=1');
    expect(status).toBe(200);
  });
});
