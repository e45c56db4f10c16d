import { describe, expect, test } from 'vitest';
import { notices } from '#shared/notices/collections.ts';
import { StoreUnavailable, type Write } from '#shared/store/store.ts';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { taskApps } from './local/gateway/task-apps.ts';
import { functions } from './manifest.ts';

/** The results that each task must report for the work that `createTask` has prepared. */
const done: { readonly [name: string]: object } = {
  purge: { deleted: 1, deleted_by_collection: { chat_messages: 1 } },
  erase: { tenants: 1, deleted: 0, shortened: 0 },
  seal: { sealed: 1 },
  rekey: { tenants: 1, seen: 1, rehashed: 1 },
  // The endpoint of the notice does not exist any more. So the run cannot deliver the notice.
  notices: { taken: 0, given_up: 1 },
};

type TaskName = keyof typeof taskApps;
const tasks = functions.flatMap(({ name, tasks: paths }) => paths.map((path) => ({ name, path })));

const scheduler = { authorization: 'Bearer scheduler' };

/** Makes a notice that waits to be sent, and whose endpoint does not exist any more. */
function waitingNotice(now: number): Write {
  const told = {
    endpoint: 'versand',
    event: 'erasure',
    records: [],
    state: 'waiting',
    attempts: 0,
  };
  const times = {
    created_at: now,
    due_at: now,
    until: now + 1,
    expires_at: now + 1,
    purge_shard: 0,
  };
  const ref = { tenant: 'acme', collection: notices.id, id: '0'.repeat(32) };
  return { kind: 'create', ref, data: { ...told, ...times } };
}

async function createTask(name: string, isDown = false) {
  const fixture = await createTaskFixture();
  if (name === 'notices') await fixture.store.commit([waitingNotice(fixture.clock.now)]);
  const fail = () => Promise.reject(new StoreUnavailable('down: anna@example.com'));
  const store = isDown ? { ...fixture.store, commit: fail, deleteEach: fail } : fixture.store;
  const app = taskApps[name as TaskName](fixture.serviceOf(name, store));
  const run = async (headers: { readonly [name: string]: string }, query = '') => {
    const path = `/tasks/${name}${query}`;
    const response = await app.request(path, { method: 'POST', headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { fixture, run };
}

test('the path of every task contains the name of its function, and every task is tested here', () => {
  const expected = Object.keys(taskApps).map((name) => ({ name, path: `/tasks/${name}` }));
  expect(tasks).toEqual(expected);
  expect(Object.keys(done)).toEqual(Object.keys(taskApps));
});

describe.each(tasks)('$name', ({ name }) => {
  test('does its work, and reports the result in its answer and in one log line', async () => {
    const { fixture, run } = await createTask(name);
    const { status, body } = await run(scheduler);
    expect([status, body]).toMatchObject([200, { complete: true, failed: 0, ...done[name] }]);
    const lines = fixture.lines.filter(({ message }) => message === name);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ ...body, severity: 'INFO', service: name });
  });

  test('refuses callers other than Cloud Scheduler, before anything is read or written', async () => {
    const { fixture, run } = await createTask(name);
    fixture.takeCalls();
    for (const headers of [{}, { authorization: 'Bearer mf_acme_0' }]) {
      const { status, body } = await run(headers);
      expect([status, body.code]).toEqual([401, 'token-invalid']);
    }
    expect(fixture.takeCalls()).toEqual({});
    expect((await run(scheduler)).body).toMatchObject({ complete: true, ...done[name] });
  });

  test('refuses parameters', async () => {
    const { fixture, run } = await createTask(name);
    fixture.takeCalls();
    const { status, body } = await run(scheduler, '?all=1');
    expect([status, body.code]).toEqual([400, 'query-invalid']);
    expect(fixture.takeCalls()).toEqual({});
  });

  test('answers 503 if a part fails, so that Cloud Scheduler tries again, and logs no text of the error', async () => {
    const { fixture, run } = await createTask(name, true);
    const { status, body, headers } = await run(scheduler);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'task-failed', '5']);
    const failures = fixture.lines.filter(
      ({ message }) => message === `part of the ${name} failed`,
    );
    expect(failures.length).toBeGreaterThan(0);
    for (const each of failures)
      expect(each).toMatchObject({ severity: 'ERROR', error: 'StoreUnavailable' });
    const told = fixture.lines.find(({ message }) => message === name);
    expect(told).toMatchObject({ complete: false, failed: failures.length });
    expect(JSON.stringify([body, fixture.lines])).not.toContain('anna@example.com');
  });

  test('refuses a request over plain HTTP', async () => {
    const { fixture, run } = await createTask(name);
    fixture.takeCalls();
    const { status, body } = await run({ ...scheduler, 'x-forwarded-proto': 'http' });
    expect([status, body.code]).toEqual([403, 'https-required']);
    expect(fixture.takeCalls()).toEqual({});
  });
});
