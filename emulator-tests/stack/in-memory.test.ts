import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { call, message } from './call-stack.ts';
import {
  newDirectory,
  type RunningStack,
  spawnStack,
  startStack,
  stopStack,
  waitForEnd,
} from './run-stack.ts';

// The stack of this suite finds neither Java nor the Firestore emulator.
let stack: RunningStack;

const empty = join(newDirectory(), 'bin');
mkdirSync(empty);

function hideJava(): void {
  vi.stubEnv('PATH', empty);
  vi.stubEnv('JAVA_HOME', '');
}

beforeAll(async () => {
  hideJava();
  stack = await startStack();
});

beforeEach(hideJava);

afterAll(() => void stack.child.kill('SIGKILL'));

test('without Java the stack keeps its data in memory, says so, and writes no env file for bundles', async () => {
  expect(stack.description.firestore_emulator_host).toBeNull();
  expect(existsSync(join(stack.localDir, 'env'))).toBe(false);
  expect(stack.output()).toContain('Data is kept in memory');
  expect(stack.output()).toContain('apt-get install default-jre-headless');
});

test('records, lookups, people, the clock and the sweeps work in memory', async () => {
  const created = await call(stack, 'POST', '/v1/chat-messages', message('Grüße 💐'));
  expect(created.status).toBe(201);
  const customer = { email: 'kaethe.jaeger@example.org', authenticated_by: 'sso' };
  expect((await call(stack, 'PUT', '/v1/customers', customer)).status).toBe(201);
  const { email } = customer;
  const found = await call(stack, 'POST', '/v1/customers/search', { email: email.toUpperCase() });
  expect(found.body.items).toMatchObject([{ email }]);
  const owner = { authorization: `Bearer ${stack.description.managers.owner}` };
  const listed = await call(stack, 'GET', '/v1/conversations', undefined, owner);
  expect(listed.body.items).toHaveLength(1);
  expect((await call(stack, 'GET', '/v1/manager-log', undefined, owner)).status).toBe(200);

  await call(stack, 'POST', '/_local/clock', { advance_days: 8 });
  const purge = await call(stack, 'POST', '/_local/scheduler/purge/run');
  expect(purge.body).toMatchObject({ status: 200, body: { complete: true } });
  expect(purge.body.body.deleted).toBeGreaterThan(0);
  expect((await call(stack, 'POST', '/_local/scheduler/seal/run')).body.status).toBe(200);
});

test('without the emulator --data is refused, and the message says what is missing', async () => {
  const dirs = ['--local-dir', newDirectory(), '--data', newDirectory()];
  const { code, output } = await waitForEnd(spawnStack(['--port', '0', ...dirs]));
  expect(code).toBe(1);
  expect(output).toContain(
    '--data needs the Firestore emulator. Java 17 or later is not installed',
  );
});

test('a stack in memory removes its stack.json when it stops', async () => {
  expect(await stopStack(stack)).toMatchObject({ code: 0 });
  expect(existsSync(join(stack.localDir, 'stack.json'))).toBe(false);
});
