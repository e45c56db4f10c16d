import { expect, test } from 'vitest';
import { beginSession } from '#shared/access/session/begin-session.ts';
import { customers } from '#shared/categories/customers.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import { signerOf } from './keys/signer-of.ts';
import { createPersonAccess } from './person-access.ts';
import { createTaskService } from './task-service.ts';
import { createSimulation } from './testing/create-simulation.ts';
import { sessionSigner } from './testing/session-signer.ts';

test('a process can store and read a record if it has only its own store, clock, randomness and keys', async () => {
  const { create, call, watched, told } = createSimulation('one');
  const created = await create();
  expect(created).toMatchObject({
    email: 'anna@example.org',
    created_at: '2026-01-15T12:00:00.000Z',
  });
  expect((await call('GET', created.id)).body).toEqual(created);
  expect(watched.committed.map(({ ref }) => ref.collection)).toContain(customers.id);
  expect(told.callers).toEqual(['customers']);
});

test('two processes with the same seed store identical bytes, and two processes with different seeds store different bytes', async () => {
  const run = async (seed: string) => {
    const { create, service, platform, wrapper, watched } = createSimulation(seed);
    await create();
    await service.managerLog.record(entryOf(1));
    const { sessions } = createPersonAccess(platform, wrapper);
    await beginSession(
      { ...sessions, signer: sessionSigner },
      { email: 'bert@example.org', issuer: 'https://id.example.org' },
    );
    return watched.committed;
  };
  const one = await run('one');
  expect(await run('one')).toEqual(one);
  expect(await run('two')).not.toEqual(one);
});

test('requests use the process’s own ids, clock and logger', async () => {
  const { create, call, told } = createSimulation('one');
  const { headers } = await call('GET', (await create()).id);
  expect(headers.get('x-request-id')).toBe('request-1');
  expect(JSON.parse(told.lines.at(-1) ?? '')).toMatchObject({
    service: 'customers',
    request_id: 'request-1',
    route: '/v1/customers/:id',
  });
  const facts = told.lines.map((line) => JSON.parse(line) as { readonly duration_ms: number });
  for (const { duration_ms: spent } of facts) expect([spent > 0, spent % 7]).toEqual([true, 0]);
});

test('after a conflict writers of records and of the manager log wait with the process’s own `sleep`', async () => {
  const { create, call, service, watched, told } = createSimulation('one');
  const { id } = await create();
  watched.conflicts = 2;
  await call('DELETE', id);
  expect(told.pauses).toEqual([30 * 0.25]);
  await service.managerLog.record(entryOf(1));
  watched.conflicts = 2;
  await service.managerLog.record(entryOf(2));
  expect(told.pauses).toEqual([30 * 0.25, 30 * 0.25]);
});

test('after the clock was set, a cached key is fetched again', async () => {
  const { create, call, wrapper, setClock } = createSimulation('one');
  const { id } = await create();
  await call('GET', id);
  expect(wrapper.calls.unwrap).toBe(0);
  setClock();
  await call('GET', id);
  expect(wrapper.calls.unwrap).toBe(1);
});

test('a process can replace the identification of people and the registered origins', async () => {
  const { app, service } = createSimulation('one', {
    identify: async () => ({
      identity: { email: 'bert@example.org', issuer: 'https://id.example.org' },
    }),
    origins: {
      isRegistered: async (origin) => origin === 'https://shop.example',
      originsOf: async () => new Set<string>(),
    },
  });
  const person = await service.authenticate.person({ method: 'GET', headers: new Headers() });
  expect(person.identity.email).toBe('bert@example.org');
  const preflight = async (origin: string) => {
    const headers = { origin, 'access-control-request-method': 'GET' };
    return (await app.request('/v1/customers', { method: 'OPTIONS', headers })).status;
  };
  expect(await preflight('https://shop.example')).toBe(204);
  expect(await preflight('https://other.example')).not.toBe(204);
});

test('a task uses the process’s own dependencies and its own check of callers', async () => {
  const asked: (string | undefined)[] = [];
  const { platform, signer } = createSimulation('one', {
    checkScheduler: async (authorization) => void asked.push(authorization),
  });
  const { work, checkScheduler } = createTaskService(platform, 'seal');
  await checkScheduler('Bearer tick');
  expect(asked).toEqual(['Bearer tick']);
  const { store, now, monotonic, random, sleep } = platform;
  expect(work).toMatchObject({ store, now, monotonic, random, sleep });
  expect(signerOf(platform, 'seal')).toBe(signer);
});
