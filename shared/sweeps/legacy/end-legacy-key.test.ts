import { beforeEach, expect, test } from 'vitest';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { legacyBytes } from '../testing/legacy-lines.ts';
import { legacyKeys, legacyRecordsId } from './collections.ts';
import { endLegacyKey, loadImportKey, storeLegacyKey } from './legacy-keys.ts';
import { reportLegacy } from './legacy-report.ts';

let world: Awaited<ReturnType<typeof createLegacyFixture>>;

beforeEach(async () => {
  world = await createLegacyFixture();
  await world.importTexts(await world.createLines(), { keepEnvelopes: true });
});

const keeping = () => ({ ...world.platform, wrapper: world.wrapper });
const end = () => endLegacyKey(keeping(), { tenant: 'acme', name: 'old' });
const usable = () => loadImportKey(keeping(), 'acme', 'old');
const kept = () => world.all(legacyKeys.id);

function pass(seconds: number): void {
  world.clock.now += seconds * 1_000_000;
}

async function report() {
  const { legacy_records, legacy_keys } = await reportLegacy(
    { ...world.platform, signer: createFakeSigner() },
    'acme',
  );
  return [legacy_records, legacy_keys];
}

test('an ended key decrypts waiting lines but cannot be used for new imports; it is deleted after a quarter of an hour, when no line of the tenant waits any more', async () => {
  expect(await usable()).toBeDefined();
  const endedAt = await end();
  pass(1);
  expect(await end()).toBe(endedAt);
  expect(await usable()).toBeUndefined();
  expect(await report()).toEqual([10, 1]);
  expect(await world.rekey()).toMatchObject({ migrated: 10, legacy_keys_deleted: 0 });
  pass(898);
  expect(await world.rekey()).toMatchObject({ complete: false, legacy_keys_deleted: 0 });
  pass(1);
  expect(await world.rekey()).toMatchObject({ complete: true, legacy_keys_deleted: 1 });
  expect(await kept()).toEqual([]);
  expect(await report()).toEqual([0, 0]);
  await expect(end()).rejects.toMatchObject({ code: 'record-not-found' });
});

test('the sweep deletes a key only if the key was ended and no line of the tenant waits', async () => {
  const [first] = await world.all(legacyRecordsId);
  if (first === undefined) throw new Error('no line waits');
  const damaged = { ...first.data, content_aes: new Uint8Array(64) };
  await world.store.commit([{ kind: 'put', ref: first.ref, data: damaged }]);
  pass(3_600);
  expect(await world.rekey()).toMatchObject({ migrated: 9, legacy_keys_deleted: 0 });
  await end();
  pass(3_600);
  expect(await world.rekey()).toMatchObject({ legacy_left: 1, legacy_keys_deleted: 0 });
  await world.store.commit([{ kind: 'delete', ref: first.ref }]);
  expect(await world.rekey()).toMatchObject({ legacy_keys_deleted: 1 });
});

const keep = (bytes: Uint8Array) =>
  storeLegacyKey(keeping(), { tenant: 'acme', name: 'old', bytes });

test('a key that is stored again after its end can be used for imports again, and is not deleted', async () => {
  await end();
  await keep(legacyBytes);
  expect(await usable()).toBeDefined();
  pass(3_600);
  await world.rekey();
  expect(await kept()).toHaveLength(1);
});

test('Mayfly refuses another key with the name of a stored key, even if the stored key is ended, so no waiting line is lost', async () => {
  const before = await kept();
  const other = new Uint8Array(16);
  await expect(keep(other)).rejects.toMatchObject({ code: 'legacy-key-taken' });
  expect(await kept()).toEqual(before);
  await end();
  await expect(keep(other)).rejects.toMatchObject({ code: 'legacy-key-taken' });
  expect(await world.rekey()).toMatchObject({ migrated: 10, legacy_left: 0 });
  pass(3_600);
  expect(await world.rekey()).toMatchObject({ legacy_keys_deleted: 1 });
  await keep(other);
  expect(await usable()).toBeDefined();
});

test('if a stored wrapped key is damaged, Mayfly accepts the same key again, and then waiting lines can be decrypted', async () => {
  const [stored] = await kept();
  if (stored === undefined) throw new Error('the key is not stored');
  const data = { ...stored.data, wrapped: new Uint8Array(40) };
  await world.store.commit([{ kind: 'put', ref: stored.ref, data }]);
  await keep(legacyBytes);
  expect(await world.rekey()).toMatchObject({ migrated: 10, legacy_left: 0 });
});
