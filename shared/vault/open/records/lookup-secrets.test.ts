import { randomBytes } from 'node:crypto';
import { hash } from 'bcrypt';
import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { countStoreCalls } from '#shared/store/testing/count-store-calls.ts';
import { lookupSecrets } from '../../collections.ts';
import { KeyServiceUnavailable, WrappedKeyDamaged } from '../../key-wrapper.ts';
import { partsVersion } from '../../lookup-rules.ts';
import { normaliserVersion } from '../../normalise.ts';
import { numberingPlanVersion } from '../../phone-key.ts';
import { createFakeKeyWrapper } from '../../testing/create-fake-key-wrapper.ts';
import { createLookupSecrets } from './lookup-secrets.ts';

function createFixture() {
  const clock = { now: 1_000_000 * microsPerSecond };
  const { store, takeCalls } = countStoreCalls(
    createMemoryStore(indexCollections([lookupSecrets])),
  );
  const wrapper = createFakeKeyWrapper();
  const timer: { work: (() => void) | undefined } = { work: undefined };
  const newSecrets = (cost = 4, draw: (count: number) => Uint8Array = randomBytes) =>
    createLookupSecrets({
      store,
      wrapper,
      now: () => clock.now,
      randomBytes: draw,
      cost,
      runLater: (_micros, work) => void (timer.work = work),
    });
  return { clock, store, wrapper, timer, takeCalls, newSecrets };
}

test('a tenant’s secrets are created once; other processes read the same secrets, even if they are configured with another cost', async () => {
  const { newSecrets } = createFixture();
  const first = await newSecrets(4)('acme');
  const second = await newSecrets(12)('acme');
  expect(second.pepper.equals(first.pepper)).toBe(true);
  expect(second.salt).toBe(first.salt);
});

test('processes that create a tenant’s secrets at the same time get the same secrets', async () => {
  const { newSecrets } = createFixture();
  const made = await Promise.all(Array.from({ length: 10 }, () => newSecrets()('acme')));
  expect(new Set(made.map(({ salt }) => salt)).size).toBe(1);
  expect(new Set(made.map(({ pepper }) => pepper.export().toString('hex'))).size).toBe(1);
});

test('bcrypt accepts the salt, which contains the cost', async () => {
  const { newSecrets } = createFixture();
  for (let tenant = 0; tenant < 20; tenant += 1) {
    const { salt, pepper } = await newSecrets(4)(`tenant-${tenant}`);
    expect(salt).toMatch(/^\$2b\$04\$[./A-Za-z0-9]{22}$/);
    expect((await hash('x', salt)).slice(0, 29)).toBe(salt);
    expect(pepper.symmetricKeySize).toBe(32);
  }
  expect((await newSecrets(11)('slow')).salt).toMatch(/^\$2b\$11\$/);
});

test('no two tenants share a pepper or a salt', async () => {
  const { newSecrets } = createFixture();
  const secretOf = newSecrets();
  const [left, right] = [await secretOf('acme'), await secretOf('other')];
  expect(left.salt).not.toBe(right.salt);
  expect(left.pepper.equals(right.pepper)).toBe(false);
});

test('the secrets are stored wrapped, and cannot be unwrapped for another tenant', async () => {
  const { newSecrets, store } = createFixture();
  const { pepper, salt } = await newSecrets()('acme');
  const ref = { tenant: 'acme', collection: lookupSecrets.id, id: 'current' };
  const stored = await store.get(ref);
  const wrapped = Buffer.from(stored?.data['wrapped'] as Uint8Array);
  expect(wrapped.includes(pepper.export())).toBe(false);
  expect(wrapped.includes(salt)).toBe(false);
  await store.commit([
    { kind: 'create', ref: { ...ref, tenant: 'thief' }, data: stored?.data ?? {} },
  ]);
  await expect(newSecrets()('thief')).rejects.toBeInstanceOf(WrappedKeyDamaged);
});

test('the versions of the rules and of the numbering plan for hashes are stored with the secrets', async () => {
  const { newSecrets, store } = createFixture();
  await newSecrets()('acme');
  const stored = await store.get({ tenant: 'acme', collection: lookupSecrets.id, id: 'current' });
  expect(stored?.data).toMatchObject({
    normaliser: normaliserVersion,
    numbering_plan: numberingPlanVersion,
    parts: partsVersion,
  });
  expect(normaliserVersion).toBeGreaterThan(1);
});

test('the secrets are read once an hour, and again if the clock is set back', async () => {
  const { clock, newSecrets, takeCalls } = createFixture();
  const secretOf = newSecrets();
  await Promise.all([secretOf('acme'), secretOf('acme')]);
  expect(takeCalls()).toEqual({ get: 1, commit: 1 });
  clock.now += 3_599 * microsPerSecond;
  await secretOf('acme');
  expect(takeCalls()).toEqual({});
  clock.now += microsPerSecond;
  await secretOf('acme');
  expect(takeCalls()).toEqual({ get: 1 });
  clock.now -= 10 * microsPerSecond;
  await secretOf('acme');
  expect(takeCalls()).toEqual({ get: 1 });
});

test('a timer drops the secrets from memory after an hour, even if nobody asks for them', async () => {
  const { clock, timer, newSecrets, takeCalls } = createFixture();
  const secretOf = newSecrets();
  await secretOf('acme');
  takeCalls();
  clock.now += 3_600 * microsPerSecond;
  timer.work?.();
  // The clock goes back to a time when the secrets were not too old. If they were still in memory,
  // nothing would be read.
  clock.now -= 60 * microsPerSecond;
  await secretOf('acme');
  expect(takeCalls()).toEqual({ get: 1 });
});

test('the random bytes of new secrets are overwritten after the wrapping, even if the wrapping fails', async () => {
  const { newSecrets, wrapper } = createFixture();
  const drawn: Uint8Array[] = [];
  const given: Uint8Array[] = [];
  const wrap = wrapper.wrap.bind(wrapper);
  wrapper.wrap = async (kek, secret, aad) => {
    given.push(secret);
    return wrap(kek, secret, aad);
  };
  const secretOf = newSecrets(4, (count) => {
    const bytes = randomBytes(count);
    if (count === 32) drawn.push(bytes);
    return bytes;
  });
  wrapper.state = 'unavailable';
  await expect(secretOf('acme')).rejects.toBeInstanceOf(KeyServiceUnavailable);
  wrapper.state = 'up';
  await secretOf('acme');
  expect([drawn.length, given.length]).toEqual([2, 2]);
  for (const bytes of [...drawn, ...given]) expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('the bytes of the secrets are overwritten directly after their import', async () => {
  const { newSecrets, wrapper } = createFixture();
  await newSecrets()('acme');
  const seen: Uint8Array[] = [];
  const unwrap = wrapper.unwrap.bind(wrapper);
  wrapper.unwrap = async (...input) => {
    const bytes = await unwrap(...input);
    seen.push(bytes);
    return bytes;
  };
  const { pepper } = await newSecrets()('acme');
  expect(pepper.export().every((byte) => byte === 0)).toBe(false);
  expect(seen.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
});

test('an outage causes an error, and the error is not cached', async () => {
  const { newSecrets, wrapper } = createFixture();
  const secretOf = newSecrets();
  wrapper.state = 'unavailable';
  await expect(secretOf('acme')).rejects.toBeInstanceOf(KeyServiceUnavailable);
  wrapper.state = 'up';
  expect((await secretOf('acme')).pepper.symmetricKeySize).toBe(32);
});
