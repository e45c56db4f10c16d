import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { openAcme } from '#shared/tenants/testing/open-acme.ts';

const off = {
  modules: [],
  categories: { chat_messages: { destination: 'off', existing: 'delete' } },
};
const on = { modules: ['live_chat'], categories: { chat_messages: { destination: 'server' } } };

test('the deletion of a category also deletes an earlier record of a writer whose clock was ahead, but no record that is stored later', async () => {
  const { clock, write, change, erase, stored } = await openAcme();
  await write();
  clock.now += microsPerDay;
  await write();
  clock.now -= microsPerDay;
  await change(off);
  clock.now += 6_000_000;
  await change(on);
  clock.now += 6_000_000;
  await write();
  clock.now += 60_000_000;
  expect(await erase()).toMatchObject({ complete: true, failed: 0, deleted: 2 });
  expect(await stored()).toBe(1);
  expect(await erase()).toMatchObject({ complete: true, tenants: 0, deleted: 0 });
});

test('if a category is switched off with deletion and then on again, the sweep does not delete a record that a writer with a clock a day ahead stores afterwards', async () => {
  const { clock, write, change, erase, stored, count } = await openAcme();
  await change(off);
  clock.now += 6_000_000;
  await change(on);
  clock.now += microsPerDay;
  await write();
  clock.now -= microsPerDay;
  clock.now += 60_000_000;
  expect(await erase()).toMatchObject({ complete: true, deleted: 0 });
  expect([await stored(), await count()]).toEqual([1, 1]);
});
