import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { dataKeys } from './collections.ts';
import { KeyDenied, KeyServiceUnavailable } from './key-wrapper.ts';
import { createOwnDataKeys } from './own-data-keys.ts';
import { createFakeKeyWrapper } from './testing/create-fake-key-wrapper.ts';

const minute = 60 * microsPerSecond;
const bucketOf = (tenant: string) => ({
  tenant,
  category: 'manager_log',
  end: 20_500 * microsPerDay,
});

function createFixture({ areRetirable = false } = {}) {
  const store = createMemoryStore(indexCollections([dataKeys]));
  const clock = { now: 20_400 * microsPerDay };
  const wrapper = createFakeKeyWrapper();
  const timer: { work: (() => void) | undefined } = { work: undefined };
  const keys = createOwnDataKeys({
    store,
    areRetirable,
    wrapper,
    now: () => clock.now,
    randomBytes,
    purgeShards: 4,
    algorithm: 'aes-256-gcm',
    runLater: (_micros, work) => void (timer.work = work),
  });
  const keyOf = async (tenant = 'acme', own: { use?: string } = {}) =>
    (await keys.keyToSeal({ ...bucketOf(tenant), ...own })).id;
  /**
   * Sets the state of the key service, and moves the clock forward in steps of 10 minutes. After
   * each step it asks for the key.
   */
  const passInUse = async (micros: number, state: typeof wrapper.state = 'up') => {
    wrapper.state = state;
    const end = clock.now + micros;
    for (clock.now += 10 * minute; clock.now < end; clock.now += 10 * minute)
      await keyOf().catch(() => undefined);
    clock.now = end;
  };
  return { store, clock, wrapper, timer, keyOf, passInUse };
}

describe('a data key that a process made for itself', () => {
  test('encrypts for only a day, even if it is used all the time', async () => {
    const { keyOf, passInUse } = createFixture();
    const first = await keyOf();
    await passInUse(microsPerDay - minute);
    expect(await keyOf()).toBe(first);
    await passInUse(minute);
    expect(await keyOf()).not.toBe(first);
  });

  test('encrypts only data of one use', async () => {
    const { keyOf } = createFixture();
    const first = await keyOf();
    const other = await keyOf('acme', { use: 'stock' });
    expect(other).not.toBe(first);
    expect([await keyOf(), await keyOf('acme', { use: 'stock' })]).toEqual([first, other]);
  });

  test('stops encrypting for every tenant within an hour after the key service begins to refuse calls, and is never used again', async () => {
    const { keyOf, passInUse, wrapper } = createFixture();
    const first = await keyOf('acme');
    const other = await keyOf('beta');
    await passInUse(60 * minute, 'denied');
    await expect(keyOf('acme')).rejects.toBeInstanceOf(KeyDenied);
    await expect(keyOf('beta')).rejects.toBeInstanceOf(KeyDenied);
    wrapper.state = 'up';
    expect(await keyOf('acme')).not.toBe(first);
    expect(await keyOf('beta')).not.toBe(other);
  });

  test.each([
    ['stops encrypting after 30 s, because the process checks its keys', true],
    ['still encrypts, because the process does not check its keys', false],
  ])('if its document is marked as retired, %s', async (_title, areRetirable) => {
    const { store, clock, keyOf } = createFixture({ areRetirable });
    const id = await keyOf();
    const found = await store.get({ tenant: 'acme', collection: dataKeys.id, id });
    if (found === undefined) throw new Error('the key is not stored');
    const { ref, version } = found;
    await store.commit([{ kind: 'update', ref, data: { retired: true }, version }]);
    clock.now += 30 * microsPerSecond;
    expect((await keyOf()) === id).toBe(!areRetirable);
  });

  test('works during an outage of the key service, but not longer than a day', async () => {
    const { keyOf, passInUse } = createFixture();
    const first = await keyOf();
    await passInUse(microsPerDay - minute, 'unavailable');
    expect(await keyOf()).toBe(first);
    await passInUse(minute, 'unavailable');
    await expect(keyOf()).rejects.toBeInstanceOf(KeyServiceUnavailable);
  });

  test('costs one call of the key service every 50 minutes after it was made, for all tenants and callers together', async () => {
    const { clock, keyOf, wrapper } = createFixture();
    await Promise.all([keyOf('acme'), keyOf('acme'), keyOf('beta')]);
    expect(wrapper.calls.wrap).toBe(2);
    clock.now += 49 * minute;
    await keyOf();
    expect(wrapper.calls.wrap).toBe(2);
    clock.now += minute;
    await Promise.all([keyOf('acme'), keyOf('acme'), keyOf('beta')]);
    expect(wrapper.calls.wrap).toBe(3);
  });

  test('costs one call of the key service a minute during an outage, even if it is used more often', async () => {
    const { clock, keyOf, wrapper } = createFixture();
    await keyOf();
    wrapper.state = 'unavailable';
    clock.now += 50 * minute;
    for (let second = 0; second < 120; second += 10) {
      await keyOf();
      clock.now += 10 * microsPerSecond;
    }
    expect(wrapper.calls.wrap).toBe(3);
  });

  test('is dropped from memory if it was not used for an hour', async () => {
    const { clock, keyOf, timer } = createFixture();
    const first = await keyOf();
    clock.now += 59 * minute;
    timer.work?.();
    expect(await keyOf()).toBe(first);
    clock.now += 60 * minute;
    timer.work?.();
    expect(await keyOf()).not.toBe(first);
  });

  test('is dropped if the clock is set back', async () => {
    const { clock, keyOf } = createFixture();
    const first = await keyOf();
    clock.now -= minute;
    expect(await keyOf()).not.toBe(first);
  });
});
