import { expect, test } from 'vitest';
import { changeProfile } from '#shared/tenants/change-profile.ts';
import { createTenantsFixture } from '#shared/tenants/testing/create-tenants-fixture.ts';
import { createOriginLookup } from './origin-lookup.ts';

const [shop, blog] = ['https://shop.example.com', 'https://blog.example.org'];
const owners = { acme: 'anna@example.com', blumen: 'bernd@example.com' };

test('an origin is registered as long as at least one tenant lists it, and belongs only to the tenants that list it', async () => {
  const fixture = createTenantsFixture();
  const lookup = createOriginLookup(fixture.deps);
  for (const [id, owner] of Object.entries(owners)) await fixture.open(id, owner);
  const set = async (tenant: keyof typeof owners, origins: readonly string[]) => {
    await changeProfile(fixture.deps, await fixture.callerOf(owners[tenant]), { origins });
    fixture.clock.now += 5_000_000;
  };
  const registered = () => Promise.all([shop, blog].map((each) => lookup.isRegistered(each)));
  expect(await registered()).toEqual([false, false]);
  await set('acme', [shop, blog]);
  fixture.clock.now += 5_000_000;
  expect(await registered()).toEqual([true, true]);
  await set('blumen', [shop]);
  expect(await lookup.originsOf('blumen')).toEqual(new Set([shop]));
  await set('acme', []);
  expect(await registered()).toEqual([true, false]);
  expect(await lookup.originsOf('acme')).toEqual(new Set());
  await set('blumen', []);
  expect(await registered()).toEqual([false, false]);
});
