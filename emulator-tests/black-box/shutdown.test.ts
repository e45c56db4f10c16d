import { expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { callerOf } from '../harness/caller.ts';
import { startFunction } from '../harness/function-process.ts';
import { startGate } from '../harness/gate.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-shutdown');
const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };

test('after two SIGTERM signals, a process completes its open request, refuses new ones, and exits with 0', async () => {
  const gate = await startGate(stack().proxy.hostOf('chat'));
  stack().beforeStop(() => gate.stop());
  const key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  const chat = await startFunction(stack(), 'chat', { firestoreHost: gate.host });
  const call = callerOf(chat, key);
  expect((await call('POST', '/v1/chat-messages', message)).status).toBe(201);

  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  gate.pass({
    before: (method) => {
      if (method !== 'Commit') return undefined;
      held.resolve();
      return release.promise;
    },
  });
  const inFlight = call('POST', '/v1/chat-messages', message);
  await held.promise;
  chat.signal('SIGTERM');
  await expect.poll(() => chat.output()).toContain('draining');
  chat.signal('SIGTERM');
  await expect(fetch(`${chat.url}/health`)).rejects.toThrow();
  release.resolve();

  const answer = await inFlight;
  expect([answer.status, answer.body.text]).toEqual([201, message.text]);
  expect(await chat.ended).toEqual({ code: 0, signal: null });
  expect(storedIn(await stack().readState(), 'chat_messages')).toHaveLength(2);
});
