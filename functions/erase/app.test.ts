import { expect, test } from 'vitest';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { createEraseApp } from './app.ts';

test('a run carries out the decision of a tenant, and answers and logs its counts; the next run finds no work', async () => {
  const { serviceOf, lines } = await createTaskFixture();
  const app = createEraseApp(serviceOf('erase'));
  const headers = { authorization: 'Bearer scheduler' };
  const run = async () => {
    const response = await app.request('/tasks/erase', { method: 'POST', headers });
    return [response.status, await response.json()] as const;
  };
  const [status, report] = await run();
  expect([status, report]).toMatchObject([200, { complete: true, failed: 0, tenants: 1 }]);
  const line = { severity: 'INFO', message: 'erase', ...(report as object) };
  expect(lines).toContainEqual(expect.objectContaining(line));
  expect(await run()).toMatchObject([200, { complete: true, tenants: 0 }]);
});
