import { expect, test } from 'vitest';
import { createAppFixture } from '#shared/http/testing/create-app-fixture.ts';
import { createVariablesApp } from './app.ts';

const place = { experience_id: 'strauss-finder', instance_id: 'c-1', name: 'budget' };

test('PUT stores one variable for each experience, instance and name, and the list of experiences counts it once', async () => {
  const call = await createAppFixture(createVariablesApp).callerOf('acme');
  const created = await call('PUT', '/v1/variables', { ...place, value: 20 });
  const changed = await call('PUT', '/v1/variables', { ...place, value: { from: 20, to: 40 } });
  expect([created.status, changed.status]).toEqual([201, 200]);
  expect(changed.body).toMatchObject({ id: created.body.id, value: { from: 20, to: 40 } });
  const listed = await call('GET', '/v1/variables?name=budget');
  expect(listed.body.items).toEqual([changed.body]);
  const { body } = await call('GET', '/v1/experiences');
  expect(body.items).toMatchObject([{ id: place.experience_id, variables: 1, files: 0 }]);
});
