import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { type Store, StoreUnavailable } from '#shared/store/store.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createLogFixture, entryOf, minute } from './testing/create-log-fixture.ts';
import { createFailingStore } from './testing/failing-store.ts';

describe('recording', () => {
  test('costs one commit, no read and no call to Cloud KMS when the process has a data key', async () => {
    const { newWriter, takeCalls, wrapper } = createLogFixture();
    const writer = newWriter();
    await writer.record(entryOf(1));
    expect([takeCalls(), wrapper.calls]).toEqual([{ commit: 2 }, { wrap: 1, unwrap: 0 }]);
    await writer.record(entryOf(2));
    expect([takeCalls(), wrapper.calls]).toEqual([{ commit: 1 }, { wrap: 1, unwrap: 0 }]);
  });

  test('only creates documents, and reads, changes and deletes none', async () => {
    const fixture = createLogFixture();
    const refuse = () => Promise.reject(new Error('not granted'));
    const createOnly: Store = {
      get: refuse,
      getAll: refuse,
      query: refuse,
      count: refuse,
      aggregate: refuse,
      deleteEach: refuse,
      commit: (writes) =>
        writes.every(({ kind }) => kind === 'create') ? fixture.store.commit(writes) : refuse(),
    };
    const writers = [fixture.newWriter(createOnly), fixture.newWriter(createOnly)];
    for (let day = 0; day < 3; day += 1) {
      await Promise.all(
        writers.flatMap((writer) => [1, 2, 3].map((number) => writer.record(entryOf(number)))),
      );
      fixture.clock.now += microsPerDay;
    }
    expect(await fixture.entries()).toHaveLength(18);
  });

  test('stores the actor encrypted, and a list shows the fields of the entry unchanged', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const { store, platform, wrapper } = fixture;
    const writer = createManagerLog(platform, wrapper);
    await writer.record(entryOf(1));
    const page = { limit: 10 };
    const { items } = await listRecords(ctx, { category: managerLog, filters: [], page });
    const { tenant: _, actorId: __, settings: ___, ...fields } = entryOf(1);
    expect(items.map((item) => item.fields)).toEqual([fields]);
    const stored = await store.get({
      tenant: 'acme',
      collection: 'manager_log',
      id: items[0]?.id ?? '',
    });
    expect(JSON.stringify(stored)).not.toContain('sabine');
    expect(JSON.stringify(stored)).not.toContain('member-1');
  });

  test('refuses invalid fields with an error that contains the name of the field', async () => {
    const { newWriter, takeCalls } = createLogFixture();
    const writer = newWriter();
    for (const [field, value] of [
      ['target', 'anna@example.com'],
      ['action', 'Kundin löschen'],
      ['ip', 'anna'],
      ['actor', ''],
    ] as const)
      await expect(writer.record(entryOf(1, { [field]: value }))).rejects.toThrow(
        new RegExp(`^a manager log entry has no valid ${field}$`),
      );
    await expect(writer.record(entryOf(1, { actorId: '' }))).rejects.toThrow(/actorId/);
    expect(takeCalls()).toEqual({});
  });

  test('throws if Cloud KMS denies access, and works again when it permits access', async () => {
    const { newWriter, wrapper, entries } = createLogFixture();
    const writer = newWriter();
    wrapper.state = 'denied';
    await expect(writer.record(entryOf(1))).rejects.toMatchObject({ name: 'KeyDenied' });
    expect(await entries()).toEqual([]);
    wrapper.state = 'up';
    await writer.record(entryOf(1));
    expect(await entries()).toHaveLength(1);
  });

  test('continues with the key in memory while Cloud KMS is not available', async () => {
    const { newWriter, wrapper, entries } = createLogFixture();
    const writer = newWriter();
    await writer.record(entryOf(1));
    wrapper.state = 'unavailable';
    await writer.record(entryOf(2));
    expect(await entries()).toHaveLength(2);
  });
});

describe('an entry', () => {
  test('is written once in each process, even for simultaneous requests with the same manager, action and target', async () => {
    const { newWriter, entries, takeCalls, problems } = createLogFixture();
    const writers = [newWriter(), newWriter(), newWriter()];
    await Promise.all(
      writers.flatMap((writer) => Array.from({ length: 20 }, () => writer.record(entryOf(1)))),
    );
    expect(await entries()).toHaveLength(3);
    takeCalls();
    for (const writer of writers) await writer.record(entryOf(1));
    expect(takeCalls()).toEqual({});
    await Promise.all(writers.map((writer, at) => writer.record(entryOf(at + 2))));
    expect([(await entries()).length, await problems()]).toEqual([6, []]);
  });

  test('is written again for another manager, action, target, outcome or tenant', async () => {
    const { newWriter, entries } = createLogFixture();
    const writer = newWriter();
    const others = [
      {},
      { actorId: 'member-2' },
      { action: 'customers.delete' },
      { target: 'record.2' },
      { outcome: 'refused' },
    ];
    for (const changes of others) await writer.record(entryOf(1, changes));
    await writer.record(entryOf(1, { tenant: 'beta' }));
    expect([(await entries()).length, (await entries('beta')).length]).toEqual([5, 1]);
  });

  test('is written again for an equal request only in a new period of ten minutes, for example from 12:10', async () => {
    const { newWriter, entries, clock } = createLogFixture();
    const writer = newWriter();
    await writer.record(entryOf(1));
    clock.now += 10 * minute - 1;
    await writer.record(entryOf(1));
    expect(await entries()).toHaveLength(1);
    clock.now += 1;
    await writer.record(entryOf(1));
    expect(await entries()).toHaveLength(2);
  });

  test('is written under another id if a document with its id already exists', async () => {
    const fixture = createLogFixture();
    const ids: string[] = [];
    const store = createFailingStore(fixture.store, (commit, writes) => {
      ids.push(...writes.filter(({ kind }) => kind === 'create').map(({ ref }) => ref.id));
      return commit < 3 ? 'decoy' : 'ok';
    });
    const place = await fixture.newWriter(store).record(entryOf(1));
    const [entry, ...others] = await fixture.entries();
    expect([entry?.data['entry_hash'], others]).toEqual([place.hash, []]);
    // Each of the four attempts has an entry and a marker. No attempt uses an id of an earlier one.
    expect(new Set(ids).size).toBe(8);
  });

  test('has a random id, so nobody can create a document with this id beforehand', async () => {
    const { newWriter, entries } = createLogFixture();
    for (const writer of [newWriter(), newWriter()]) await writer.record(entryOf(1));
    const ids = (await entries()).map(({ ref }) => ref.id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('has a place that the caller gets, even if the same entry was already recorded', async () => {
    const { newWriter, entries, clock } = createLogFixture();
    const writer = newWriter();
    await writer.record(entryOf(1));
    const places = [await writer.record(entryOf(2)), await writer.record(entryOf(2))];
    const { data } = (await entries())[1] ?? {};
    for (const place of places)
      expect(place).toEqual({
        tenant: 'acme',
        chain: data?.['writer'],
        seq: 1,
        hash: data?.['entry_hash'],
        created_at: data?.['created_at'],
        due_at: data?.['due_at'],
      });
    clock.now += 10 * minute;
    expect(await writer.record(entryOf(2))).toMatchObject({ seq: 2 });
  });

  test('is written by the next request if it could not be written before', async () => {
    const fixture = createLogFixture();
    const store = createFailingStore(fixture.store, (commit) => (commit < 2 ? 'lost' : 'ok'));
    const writer = fixture.newWriter(store);
    await expect(writer.record(entryOf(1))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await fixture.entries()).toEqual([]);
    await writer.record(entryOf(1));
    expect(await fixture.entries()).toHaveLength(1);
  });
});
