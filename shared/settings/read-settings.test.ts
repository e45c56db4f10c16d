import { beforeEach, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { fencesRef } from './encode-settings.ts';
import { createProfileReader, createSettingsReader } from './read-settings.ts';
import { everythingOn, openTenant } from './testing/everything-on.ts';

let fixture: TestFixture;
const deps = () => ({ store: fixture.store, now: () => fixture.clock.now });
const fences = [{ category: customers.id, upTo: 1 }];

beforeEach(async () => {
  fixture = createTestFixture();
  await openTenant(deps(), 'acme', { ...everythingOn(), fences });
  fixture.takeCalls();
});

test('settings cost one read of the profile and one read of the fences, and are remembered for 5 s', async () => {
  const read = createSettingsReader(deps());
  expect(await read('acme')).toEqual({ ...everythingOn(), fences });
  expect(fixture.takeCalls()).toEqual({ get: 2 });
  fixture.clock.now += 5 * microsPerSecond - 1;
  await read('acme');
  expect(fixture.takeCalls()).toEqual({});
  fixture.clock.now += 1;
  await read('acme');
  expect(fixture.takeCalls()).toEqual({ get: 2 });
});

test('a fresh read of the settings reads the fences again only if the profile contains decisions or pending changes', async () => {
  const read = createSettingsReader(deps());
  await openTenant(deps(), 'quiet');
  await read('quiet');
  await read('acme');
  fixture.takeCalls();
  expect(await read('quiet', true)).toEqual(everythingOn());
  expect(fixture.takeCalls()).toEqual({ get: 1 });
  await fixture.store.commit([{ kind: 'delete', ref: fencesRef('acme') }]);
  expect(await read('acme', true)).toEqual(everythingOn());
  expect(fixture.takeCalls()).toEqual({ commit: 1, get: 2 });
});

test('a caller that needs no fences reads only the profile', async () => {
  const read = createProfileReader(deps());
  expect(await read('acme')).toEqual(everythingOn());
  expect(fixture.takeCalls()).toEqual({ get: 1 });
  expect(await read('nobody')).toBeUndefined();
});
