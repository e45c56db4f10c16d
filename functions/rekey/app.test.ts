import { expect, test } from 'vitest';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { createRekeyApp } from './app.ts';

test('the first run replaces all hashes that follow old rules, so a second run finds none; no log line contains a value', async () => {
  const { serviceOf, lines } = await createTaskFixture();
  const app = createRekeyApp(serviceOf('rekey'));
  const headers = { authorization: 'Bearer scheduler' };
  const run = async () => {
    const response = await app.request('/tasks/rekey', { method: 'POST', headers });
    return [response.status, await response.json()] as const;
  };
  expect(await run()).toMatchObject([200, { complete: true, tenants: 1, rehashed: 1 }]);
  expect(lines).toContainEqual(expect.objectContaining({ message: 'rekey', rehashed: 1 }));
  expect(JSON.stringify(lines)).not.toMatch(/anna|bücher/i);
  expect(await run()).toMatchObject([200, { complete: true, tenants: 0, seen: 0 }]);
});
