import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { countStoreCalls } from '#shared/store/testing/count-store-calls.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createPersonIds } from './person-ids.ts';

function createFixture() {
  const clock = { now: 1_000_000 };
  const { store, takeCalls } = countStoreCalls(createMemoryStore(indexCollections(collections)));
  const wrapper = createFakeKeyWrapper();
  const newProcess = () => createPersonIds({ store, wrapper, now: () => clock.now, randomBytes });
  return { clock, takeCalls, wrapper, newProcess };
}

test('all processes give a person the same id, also if upper and lower case of the email differ; no other person has this id', async () => {
  const { newProcess } = createFixture();
  const processes = [newProcess(), newProcess(), newProcess()];
  const ids = await Promise.all(
    processes.flatMap((each) =>
      ['anna@example.org', 'Anna@Example.ORG'].map((email) => each.idOf(email)),
    ),
  );
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(await newProcess().idOf('bert@example.org')).not.toBe(ids[0]);
  expect(await createFixture().newProcess().idOf('anna@example.org')).not.toBe(ids[0]);
});

test('a process reads and unwraps the key once an hour', async () => {
  const { clock, takeCalls, wrapper, newProcess } = createFixture();
  await newProcess().idOf('anna@example.org');
  takeCalls();
  const ids = newProcess();
  await Promise.all([1, 2, 3].map((number) => ids.idOf(`anna${number}@example.org`)));
  expect([takeCalls(), wrapper.calls]).toEqual([{ get: 1 }, { wrap: 1, unwrap: 1 }]);
  clock.now += 3_600_000_000 - 1;
  await ids.idOf('anna@example.org');
  expect(takeCalls()).toEqual({});
  clock.now += 1;
  await ids.idOf('anna@example.org');
  expect([takeCalls(), wrapper.calls.unwrap]).toEqual([{ get: 1 }, 2]);
});

test('after a process has made a key, it overwrites the random bytes of the key, even if the key could not be wrapped', async () => {
  const { clock, wrapper } = createFixture();
  const store = createMemoryStore(indexCollections(collections));
  const drawn: Uint8Array[] = [];
  const draw = (count: number) => {
    const bytes = randomBytes(count);
    drawn.push(bytes);
    return bytes;
  };
  const ids = createPersonIds({ store, wrapper, now: () => clock.now, randomBytes: draw });
  wrapper.state = 'unavailable';
  await expect(ids.idOf('anna@example.org')).rejects.toMatchObject({
    name: 'KeyServiceUnavailable',
  });
  wrapper.state = 'up';
  await ids.idOf('anna@example.org');
  expect(drawn).toHaveLength(2);
  for (const bytes of drawn) expect(bytes.every((byte) => byte === 0)).toBe(true);
});

test('while the key service is down, ids are unavailable; afterwards they are the same as before', async () => {
  const { wrapper, newProcess } = createFixture();
  const id = await newProcess().idOf('anna@example.org');
  wrapper.state = 'unavailable';
  const ids = newProcess();
  await expect(ids.idOf('anna@example.org')).rejects.toMatchObject({
    name: 'KeyServiceUnavailable',
  });
  wrapper.state = 'up';
  expect(await ids.idOf('anna@example.org')).toBe(id);
});
