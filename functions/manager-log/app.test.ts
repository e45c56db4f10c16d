import { expect, test } from 'vitest';
import { createAppFixture } from '#shared/http/testing/create-app-fixture.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createManagerLogApp } from './app.ts';

const path = '/v1/manager-log';

test('an entry is shown to its own tenant, decrypted, and to no other', async () => {
  const { fixture, callerOf } = createAppFixture(createManagerLogApp);
  const call = await callerOf('acme');
  await createManagerLog(fixture.platform, fixture.wrapper).record(entryOf(1));
  const { body } = await call('GET', path);
  expect(body.items).toMatchObject([{ actor: entryOf(1).actor, action: entryOf(1).action }]);
  const [entry] = body.items;
  expect((await call('GET', `${path}/${entry?.id}`)).body).toEqual(entry);
  const other = await callerOf('other');
  expect((await other('GET', `${path}/${entry?.id}`)).status).toBe(404);
});

test.each([
  ['POST', path],
  ['POST', `${path}/delete`],
  ['PUT', path],
  ['PATCH', `${path}/1`],
  ['DELETE', `${path}/1`],
])('no interface writes, changes or deletes an entry: %s %s', async (method, at) => {
  const call = await createAppFixture(createManagerLogApp).callerOf('acme');
  const { status } = await call(method, at, method === 'DELETE' ? undefined : {});
  expect([404, 405]).toContain(status);
});
