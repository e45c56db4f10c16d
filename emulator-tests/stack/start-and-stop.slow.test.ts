import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readConfig } from '#shared/base/config/read-config.ts';
import { call, message } from './call-stack.ts';
import {
  newDirectory,
  processesOf,
  spawnStack,
  startStack,
  startStackForTest,
  stopStack,
  waitForEnd,
} from './run-stack.ts';

test('a ready stack has a working key for each tenant; when it stops, no process and no state file remains', async () => {
  const stack = await startStackForTest();
  const { description, localDir } = stack;
  expect(statSync(join(localDir, 'stack.json')).mode & 0o777).toBe(0o600);
  expect(description.pid).toBe(stack.child.pid);

  const created = await call(stack, 'POST', '/v1/chat-messages', message('Grüße 💐'));
  expect(created.status).toBe(201);
  const path = `/v1/chat-messages/${created.body.id}`;
  expect((await call(stack, 'GET', path)).body.text).toBe('Grüße 💐');
  const second = { authorization: `Bearer ${description.second_tenant_api_key}` };
  expect((await call(stack, 'GET', path, undefined, second)).status).toBe(404);
  expect((await call(stack, 'GET', '/v1/customers', undefined, second)).status).toBe(200);

  const page = await call(stack, 'GET', '/');
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=UTF-8',
  ]);

  // These are the process of the stack, its database, and a process that stops the database when
  // the stack ends.
  expect(processesOf(stack).length).toBeGreaterThanOrEqual(2);
  const { code, output } = await stopStack(stack);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(processesOf(stack)).toEqual([]);
  for (const name of ['stack.json', 'env', 'stack.lock']) {
    expect([name, existsSync(join(localDir, name))]).toEqual([name, false]);
  }
  expect(readFileSync(join(localDir, 'stack.log'), 'utf8')).toContain(
    '"route":"/v1/chat-messages"',
  );
  expect(readFileSync(join(localDir, 'stack.log'), 'utf8')).not.toContain('Grüße');
});

test('the env file contains a configuration that the functions accept', async () => {
  const stack = await startStackForTest();
  const lines = readFileSync(join(stack.localDir, 'env'), 'utf8').trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^[A-Z_]+=[^\s]+$/);
  const config = readConfig(Object.fromEntries(lines.map((line) => line.split(/=(.*)/))));
  expect(config.FIRESTORE_EMULATOR_HOST).toBe(stack.description.firestore_emulator_host);
  expect(config.TASKS_AUDIENCE).toBe(stack.description.base_url);
});

test('when the stack is told to stop, it first completes a request that has begun', async () => {
  const stack = await startStackForTest();
  const { base_url, api_key } = stack.description;
  const post = request(`${base_url}/v1/chat-messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
  });
  const [first, ...rest] = JSON.stringify(message('halb'));
  post.write(first);
  // `post` sent its first byte before this request. So when this request is answered, that byte has
  // arrived.
  await call(stack, 'GET', '/v1/chat-messages');
  stack.child.kill('SIGTERM');
  await vi.waitFor(() => expect(stack.output()).toContain('Stopping'), 10_000);
  await expect(fetch(`${base_url}/health`)).rejects.toThrow();
  post.end(rest.join(''));
  const [response] = await once(post, 'response');
  expect(response.statusCode).toBe(201);
  response.resume();
  expect((await waitForEnd(stack)).code).toBe(0);
});

test('a second stack in the same directory does not start, and names the first one; after the first stack is killed, a new stack can start', async () => {
  const stack = await startStackForTest();
  const args = ['--port', '0', '--no-demo', '--local-dir', stack.localDir];
  const refused = await waitForEnd(spawnStack(args));
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(`pid ${stack.description.pid}`);
  expect(refused.output).toContain(stack.description.base_url);
  expect((await call(stack, 'GET', '/health')).status).toBe(200);

  stack.child.kill('SIGKILL');
  await waitForEnd(stack);
  await vi.waitFor(() => expect(processesOf(stack)).toEqual([]), { timeout: 10_000 });
  expect(existsSync(join(stack.localDir, 'stack.lock'))).toBe(true);
  const next = await startStackForTest(['--no-demo'], stack.localDir);
  expect(next.description.pid).not.toBe(stack.description.pid);
});

test('if the database of a stack ends, the stack says so, ends, and removes its stack.json', async () => {
  const stack = await startStackForTest();
  const port = stack.description.firestore_emulator_host?.split(':')[1] ?? '';
  const database = processesOf(stack).find(
    (line) => line.includes(`--port ${port}`) && line.includes('java'),
  );
  process.kill(Number(database?.trim().split(' ')[0]), 'SIGKILL');
  const { code, output } = await waitForEnd(stack);
  expect(code).toBe(1);
  expect(output).toContain('The Firestore emulator has ended');
  expect(existsSync(join(stack.localDir, 'stack.json'))).toBe(false);
  expect(processesOf(stack)).toEqual([]);
});

test('if the port is taken, the error says so, and no lock remains', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const localDir = newDirectory();
  const { code, output } = await waitForEnd(
    spawnStack(['--port', String(port), '--local-dir', localDir]),
  );
  taken.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is taken`);
  expect(output).toContain('--port');
  expect(existsSync(join(localDir, 'stack.lock'))).toBe(false);
});

test('an interrupted start ends with exit code 0, and leaves neither stack.json nor a lock', async () => {
  const localDir = newDirectory();
  const starting = spawnStack(['--port', '0', '--local-dir', localDir]);
  await vi.waitFor(() => expect(starting.output()).toContain('Firestore'), 30_000);
  starting.child.kill('SIGINT');
  const { code, output } = await waitForEnd(starting);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(existsSync(join(localDir, 'stack.json'))).toBe(false);
  expect(existsSync(join(localDir, 'stack.lock'))).toBe(false);
});

test('if a stack is killed while it starts, the wait for it ends with an error', async () => {
  const localDir = newDirectory();
  const started = startStack(['--no-demo'], localDir).catch((error: Error) => error.message);
  const lock = join(localDir, 'stack.lock');
  const held = await vi.waitFor(() => readFileSync(lock, 'utf8'), 30_000);
  process.kill((JSON.parse(held) as { pid: number }).pid, 'SIGKILL');
  expect(await started).toEqual(expect.stringContaining('the stack did not start'));
});

test('an unknown flag, a wrong port and an impossible directory are each reported without a stack trace', async () => {
  const file = join(newDirectory(), 'file');
  writeFileSync(file, '');
  const unknown = await waitForEnd(spawnStack(['--prot', '8081']));
  expect([unknown.code, unknown.output]).toEqual([2, expect.stringContaining("'--prot'")]);
  const wrong = await waitForEnd(spawnStack(['--port', '80800']));
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('0 to 65535')]);
  const blocked = await waitForEnd(spawnStack(['--port', '0', '--local-dir', `${file}/local`]));
  expect([blocked.code, blocked.output]).toEqual([1, expect.stringContaining(file)]);
  for (const { output } of [unknown, wrong, blocked]) expect(output).not.toContain('    at ');
});
