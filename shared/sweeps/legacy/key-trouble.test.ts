import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '#shared/store/store.ts';
import { KeyDenied, KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { readAll } from '../testing/create-sweep-fixture.ts';
import { legacy } from '../testing/legacy-lines.ts';
import { legacyKeys, legacyRecordsId } from './collections.ts';
import { storeLegacyKey } from './legacy-keys.ts';

let world: Awaited<ReturnType<typeof createLegacyFixture>>;

beforeEach(async () => {
  world = await createLegacyFixture();
});

/** Returns a query function that finds everything except waiting lines. */
const withoutLines =
  (store: Store): Store['query'] =>
  async (query) =>
    query.collection === legacyRecordsId ? [] : store.query(query);

describe.each([
  ['is down', 'unavailable', KeyServiceUnavailable],
  ['refuses', 'denied', KeyDenied],
] as const)('while the key service %s,', (_what, state, error) => {
  test('an import stores nothing, and a later import of the same lines stores them all', async () => {
    const lines = await world.createLines();
    const before = await readAll(world.store);
    const ctx = world.otherProcess('acme');
    world.wrapper.state = state;
    await expect(world.importTexts(lines, { ctx, keepEnvelopes: true })).rejects.toBeInstanceOf(
      error,
    );
    expect(await readAll(world.store)).toEqual(before);
    world.wrapper.state = 'up';
    expect(await world.importTexts(lines, { ctx })).toMatchObject({ imported: 13, rejected: 0 });
  });

  test('the sweep leaves each waiting line unchanged, and a later sweep makes records of all lines', async () => {
    await world.importTexts(await world.createLines(), { keepEnvelopes: true });
    const waiting = await world.all(legacyRecordsId);
    const failures: unknown[] = [];
    world.wrapper.state = state;
    const report = await world.rekey(world.store, (failure) => void failures.push(failure));
    expect(report).toMatchObject({ complete: false, migrated: 0 });
    expect(failures).toContainEqual(expect.any(error));
    expect(await world.all(legacyRecordsId)).toEqual(waiting);
    expect(await world.all('customers')).toEqual([]);
    world.wrapper.state = 'up';
    expect(await world.rekey()).toMatchObject({ complete: true, migrated: 10, legacy_left: 0 });
  });

  const outcome = state === 'unavailable' ? 'ends after three failures' : 'reports each failure';
  test(`a run ${outcome}, and no line is lost`, async () => {
    const line = (id: number) =>
      JSON.stringify({
        category: 'nlu_messages',
        id,
        created_at: world.daysAgo(1),
        conversation_id: 'c1',
        text_aes: legacy(`Frage ${id}`),
      });
    const lines = Array.from({ length: 60 }, (_, id) => line(id));
    await world.importTexts(lines, { keepEnvelopes: true });
    // This run does not find the lines. It wraps all keys with the present versions, so that only
    // the lines are left for the next run.
    await world.rekey({ ...world.store, query: withoutLines(world.store) });
    world.wrapper.state = state;
    const failures: unknown[] = [];
    const report = await world.rekey(world.store, (failure) => void failures.push(failure));
    expect(report).toMatchObject({ complete: false, failed: failures.length, migrated: 0 });
    if (state === 'unavailable') expect(failures).toHaveLength(3);
    else expect(failures.length).toBeGreaterThan(60);
    expect(await world.all(legacyRecordsId)).toHaveLength(60);
  });

  test('no legacy key is stored, and no stored key is replaced', async () => {
    const before = await world.all(legacyKeys.id);
    world.wrapper.state = state;
    const keep = (name: string) =>
      storeLegacyKey(
        { ...world.platform, wrapper: world.wrapper },
        { tenant: 'acme', name, bytes: new Uint8Array(16) },
      );
    await expect(keep('new')).rejects.toBeInstanceOf(error);
    await expect(keep('old')).rejects.toBeInstanceOf(error);
    expect(await world.all(legacyKeys.id)).toEqual(before);
  });
});
