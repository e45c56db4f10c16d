import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, message } from './call-stack.ts';
import { newDirectory, spawnStack, startStackForTest, stopStack, waitForEnd } from './run-stack.ts';

const customer = {
  email: 'Käthe.Jäger@example.org',
  authenticated_by: 'sso',
  values: { ort: 'Köln' },
};

test('with --data the next run has the same records and API keys, and can read and search the records', async () => {
  const data = join(newDirectory(), 'data');
  const args = ['--no-demo', '--data', data];
  const first = await startStackForTest(args);
  const created = await call(first, 'POST', '/v1/chat-messages', message('bleibt'));
  expect((await call(first, 'POST', '/v1/customers', customer)).status).toBe(201);
  expect((await stopStack(first)).code).toBe(0);
  expect(statSync(join(data, 'saved.json')).mode & 0o777).toBe(0o600);

  // This start does not have --no-demo. The stack still adds no demo, because the directory already
  // contains data.
  const second = await startStackForTest(['--data', data]);
  expect(second.output()).toContain('does not contain the whole demo');
  expect(second.description.api_key).toBe(first.description.api_key);
  expect(second.description.second_tenant_api_key).toBe(first.description.second_tenant_api_key);
  const read = await call(second, 'GET', `/v1/chat-messages/${created.body.id}`);
  expect(read.body).toEqual(created.body);
  const owner = { authorization: `Bearer ${second.description.managers.owner}` };
  const me = await call(second, 'GET', '/v1/me', undefined, owner);
  expect(me.body.tenants).toEqual([{ tenant: 'blumenhaus', role: 'owner' }]);
  const found = await call(second, 'POST', '/v1/customers/search', { email: customer.email });
  expect(found.body.items).toMatchObject([{ values: { ort: 'Köln' } }]);
  expect((await call(second, 'GET', '/v1/chat-messages')).body.items).toHaveLength(1);
  await call(second, 'POST', '/v1/chat-messages', message('kommt dazu'));
  expect((await stopStack(second)).code).toBe(0);

  const third = await startStackForTest(args);
  expect((await call(third, 'GET', '/v1/chat-messages')).body.items).toHaveLength(2);
});

test('after a kill the next run has the data of the last clean stop, and prints the time of that stop', async () => {
  const data = join(newDirectory(), 'data');
  const args = ['--no-demo', '--data', data];
  const first = await startStackForTest(args);
  await call(first, 'POST', '/v1/chat-messages', message('gesichert'));
  await stopStack(first);
  const saved = readFileSync(join(data, 'saved.json'), 'utf8');

  const killed = await startStackForTest(args);
  await call(killed, 'POST', '/v1/chat-messages', message('verloren'));
  killed.child.kill('SIGKILL');
  await waitForEnd(killed);
  expect(readFileSync(join(data, 'saved.json'), 'utf8')).toBe(saved);

  const next = await startStackForTest(args);
  const { saved_at } = JSON.parse(saved) as { readonly saved_at: string };
  expect(next.output()).toContain(`The data is from ${saved_at}`);
  const { items } = (await call(next, 'GET', '/v1/chat-messages')).body;
  expect(items.map(({ text }: { text: string }) => text)).toEqual(['gesichert']);
  expect((await stopStack(next)).code).toBe(0);
  expect((await startStackForTest(args)).output()).not.toContain('The data is from');
});

test('two stacks cannot use the same data directory', async () => {
  const data = join(newDirectory(), 'data');
  const first = await startStackForTest(['--no-demo', '--data', data]);
  const args = ['--port', '0', '--no-demo', '--data', data, '--local-dir', newDirectory()];
  const refused = await waitForEnd(spawnStack(args));
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(`pid ${first.description.pid}`);
});
