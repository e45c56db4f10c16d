import { beforeEach, describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { addFences } from '#shared/settings/add-fences.ts';
import { fencesRef } from '#shared/settings/encode-settings.ts';
import type { Store } from '#shared/store/store.ts';
import { changeProfile } from './change-profile.ts';
import { openAcme } from './testing/open-acme.ts';

const off = {
  modules: [],
  categories: { chat_messages: { destination: 'off', existing: 'delete' } },
};
const on = { categories: { chat_messages: { destination: 'server' } } };
const noCustomers = { categories: { customers: { destination: 'off', existing: 'delete' } } };
const second = 1_000_000;

type Acme = Awaited<ReturnType<typeof openAcme>>;
let acme: Acme;

beforeEach(async () => {
  acme = await openAcme();
  await acme.write();
});

/**
 * Changes the profile in a process whose store uses the given methods instead of the usual ones.
 */
async function changeThrough(store: Partial<Store>, body: object = off) {
  return changeProfile({ ...acme.deps, store: { ...acme.store, ...store } }, await acme.as(), body);
}

const waiting = async () => (await acme.store.get(fencesRef('acme')))?.data['fences'] ?? [];

test('when a category is switched off with deletion, the fence is written first, then the ledger entry, then the profile', async () => {
  const written: string[] = [];
  await changeThrough({
    commit: (writes) => {
      written.push(...writes.map(({ ref }) => ref.collection));
      return acme.store.commit(writes);
    },
  });
  expect(written).toEqual(['tenant_fences', 'ledger_entries', 'tenant_profiles']);
});

test('if the process is killed after the first write of a change, the change has no effect, and the sweep removes the fence that was written', async () => {
  let commits = 0;
  const killed = changeThrough({
    commit: async (writes) => {
      commits += 1;
      if (commits > 1) throw new Error('killed');
      return acme.store.commit(writes);
    },
  });
  await expect(killed).rejects.toThrow('killed');
  acme.clock.now += 5 * second;
  expect([await acme.count(), await waiting()]).toEqual([1, [expect.stringMatching(/^chat_/)]]);
  acme.clock.now += 61 * second;
  expect(await acme.erase()).toMatchObject({ complete: true, deleted: 0 });
  expect([await acme.count(), await waiting()]).toEqual([1, []]);
});

test('a fence or a shortened retention that is stored only in the document of fences, and not in the profile, has no effect on records', async () => {
  const fences = [{ category: chatMessages.id, upTo: acme.clock.now }];
  const shortenings = [{ category: 'manager_log', upTo: acme.clock.now, days: 1 }];
  await addFences({ ...acme.store, now: acme.deps.now }, 'acme', undefined, {
    fences,
    shortenings,
  });
  acme.clock.now += 70 * second;
  const { settings } = await acme.as();
  expect([settings.fences, settings.shortenings]).toEqual([[], []]);
  expect(await acme.erase()).toMatchObject({ complete: true, deleted: 0, shortened: 0 });
  expect(await acme.count()).toBe(1);
});

test('if a category is switched on again at once, none of the deleted records is shown again', async () => {
  await acme.change(off);
  await acme.change(on);
  acme.clock.now += 5 * second;
  expect(await acme.count()).toBe(0);
  acme.clock.now += 70 * second;
  expect(await acme.erase()).toMatchObject({ complete: true, deleted: 1 });
  expect(await acme.stored()).toBe(0);
});

test('a repeated request for a shorter retention answers with the same instant, even if the clock of its process is behind', async () => {
  const shorter = { categories: { chat_messages: { retention_days: 1 } } };
  const { effectiveAt } = await acme.change(shorter);
  const behind = { ...acme.deps, now: () => acme.clock.now - 6 * second };
  const repeated = await changeProfile(behind, await acme.as(), shorter);
  expect(repeated.effectiveAt).toBe(effectiveAt);
});

describe('two changes of the profile at the same time', () => {
  const inForce = async () =>
    (await acme.as()).settings.fences.map(({ category }) => category).toSorted();

  test('both succeed', async () => {
    await Promise.all([acme.change(off), acme.change(noCustomers)]);
    acme.clock.now += 5 * second;
    expect(await inForce()).toEqual([chatMessages.id, customers.id]);
  });

  test('lose no fence, even if one change is written after the first or the second read of the other change', async () => {
    for (const moment of [1, 2]) {
      acme = await openAcme();
      let reads = 0;
      await changeThrough(
        {
          async get(ref) {
            const found = await acme.store.get(ref);
            reads += 1;
            if (reads === moment) await acme.change(off);
            return found;
          },
        },
        { default_region: 'AT' },
      );
      acme.clock.now += 5 * second;
      expect([moment, await inForce()]).toEqual([moment, [chatMessages.id]]);
    }
  });
});
