import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { callerOf } from '../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { contentOf, storeFile } from '../variables/send-file.ts';

/** A little longer than the time for which a process caches an API key. */
const rememberedMs = 5_100;
/** A time limit in milliseconds. It includes the time to build two bundles. */
const patienceMs = 180_000;
const fileBytes = 16 * 1024 * 1024;
const stack = useStack('demo-ended-meanwhile');
let instance: Instance;
let chat: FunctionProcess;
let variables: FunctionProcess;

beforeAll(async () => {
  instance = createInstance(stack(), { now: systemClock });
  chat = await startFunction(stack(), 'chat');
  variables = await startFunction(stack(), 'variables');
}, patienceMs);

async function revoke(key: string): Promise<void> {
  const ref = { tenant: 'acme', collection: 'api_keys', id: hashApiKey(key) };
  const data = { revoked_at: systemClock() };
  await instance.store.commit([{ kind: 'update', ref, data }]);
}

/**
 * Sends the first part of a message. The returned function sends the rest, and returns the status.
 */
async function writeSlowly(key: string) {
  const body = JSON.stringify({ conversation_id: 'c1', author: 'bot', text: 'Grüß Gott' });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const sending = request(`${chat.url}/v1/chat-messages`, { method: 'POST', headers });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.write(body.slice(0, 20));
  return async () => {
    sending.end(body.slice(20));
    const [response] = await answered;
    response.resume();
    return response.statusCode;
  };
}

/**
 * Starts a download, but does not read it yet. So the server must wait before it can send the rest.
 * The returned function reads the download to its end.
 */
async function downloadSlowly(key: string, id: string) {
  const headers = { authorization: `Bearer ${key}` };
  const asking = request(`${variables.url}/v1/variables/${id}/file`, { headers }).end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return async () => {
    let bytes = 0;
    const ended = new Promise<void>((resolve) => response.on('close', () => resolve()));
    response.on('error', () => undefined);
    response.on('data', (part: Buffer) => {
      bytes += part.length;
    });
    await ended;
    return { bytes, complete: response.complete };
  };
}

test('if the API key is revoked during a slow upload and a slow download, the upload stores nothing, and the download stops early', async () => {
  const key = await storeKey(instance, systemClock, 'acme');
  const id = await storeFile(variables, key, contentOf(fileBytes));
  expect((await callerOf(chat, key)('GET', '/v1/chat-messages')).status).toBe(200);
  // The processes of `chat` and `variables` have the key in memory now.
  const finishWrite = await writeSlowly(key);
  const finishDownload = await downloadSlowly(key, id);
  await revoke(key);
  await sleep(rememberedMs);
  expect(await finishWrite()).toBe(401);
  const { bytes, complete } = await finishDownload();
  expect(complete).toBe(false);
  expect(bytes).toBeLessThan(fileBytes);
  const all = { collection: 'chat_messages', tenant: 'acme', where: [], orderBy: [] };
  expect(await instance.store.count(all)).toBe(0);
  expect(variables.output()).not.toContain('stack');
});

test('with a valid key, a slow upload and a slow download are completed', async () => {
  const key = await storeKey(instance, systemClock, 'acme');
  const id = await storeFile(variables, key, contentOf(fileBytes), { name: 'other' });
  const finishWrite = await writeSlowly(key);
  const finishDownload = await downloadSlowly(key, id);
  await sleep(rememberedMs);
  expect(await finishWrite()).toBe(201);
  expect(await finishDownload()).toEqual({ bytes: fileBytes, complete: true });
});
