import { describe, expect, test, vi } from 'vitest';
import { expectedRef } from '#shared/restores/standing.ts';
import type { Store } from '#shared/store/store.ts';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { functionOf } from '../generate/testing/function-of.ts';
import { taskApps } from '../local/gateway/task-apps.ts';
import { functions } from '../manifest.ts';
import { listRoutes } from './list-routes.ts';
import { createPeopleFixture } from './testing/create-people-fixture.ts';
import { listDeclared } from './testing/list-declared.ts';

/**
 * Makes the database of records look like a restored backup. `mayfly-keys` states which number the
 * database of records must contain. This function raises the number in `mayfly-keys` only.
 */
async function restore(store: Store): Promise<void> {
  const data = { database: 'mayfly', generation: 2, at: 0 };
  await store.commit([{ kind: 'put', ref: expectedRef, data }]);
}

const worksOnRecords = new Set(
  functions.flatMap(({ name, grants }) =>
    grants.databases.some(({ database }) => database === 'mayfly') ? [name] : [],
  ),
);

const fixture = await createPeopleFixture();
const key = await fixture.newKey();
await restore(fixture.store);

const routes = listDeclared(listRoutes(fixture.apps)).filter(
  ({ path, declaration: { admission } }) =>
    worksOnRecords.has(functionOf(path)) &&
    admission.who !== 'everyone' &&
    admission.who !== 'scheduler',
);

test.each(routes)('$route refuses to use a restored database', async (each) => {
  const path = each.path.replaceAll(/\{\w+\}/g, '0'.repeat(32));
  const calls = [vi.spyOn(fixture.store, 'query'), vi.spyOn(fixture.store, 'commit')];
  const response = await fixture.apps[functionOf(path)].request(path, {
    method: each.method,
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('60');
  expect(await response.json()).toMatchObject({ code: 'restore-pending' });
  for (const call of calls) expect(call).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe.each(Object.keys(taskApps) as (keyof typeof taskApps)[])('%s', (name) => {
  const isOfRecords = worksOnRecords.has(name);

  test(`${isOfRecords ? 'refuses to work on' : 'works even with'} a restored database`, async () => {
    const { serviceOf, store, takeCalls } = await createTaskFixture();
    await restore(store);

    takeCalls();
    const response = await taskApps[name](serviceOf(name)).request(`/tasks/${name}`, {
      method: 'POST',
      headers: { authorization: 'Bearer scheduler' },
    });
    expect(response.status).toBe(isOfRecords ? 503 : 200);
    if (isOfRecords) expect(takeCalls()).toEqual({ get: 2 });
  });
});

test('a process answers the health check, even if the database is restored', async () => {
  expect((await fixture.apps.chat.request('/health')).status).toBe(200);
});
