import { beforeEach, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { openFile } from '#shared/domains/variables/open-file.ts';
import {
  contentOf,
  place,
  putFile,
  readAll,
  storedChunks,
} from '#shared/domains/variables/testing/create-variables-fixture.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { sweepTenant } from '#shared/sweeps/erasure/sweep-tenant.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import type { Context } from '../context.ts';
import { createTestFixture, type TestFixture } from '../testing/create-test-context.ts';
import { chunkBytesMax } from './split-into-chunks.ts';

let fixture: TestFixture;
let ctx: Context;
const content = contentOf(2 * chunkBytesMax);

beforeEach(() => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
});

const read = async (id: string, settings: TenantSettings) =>
  readAll((await openFile({ ...ctx, settings }, { id })).content);

function sweep(settings: TenantSettings) {
  const signer = createFakeSigner();
  const own = { collections, categories, signer, isTimeUp: () => false };
  const deps = { ...fixture.platform, ...own };
  return sweepTenant(deps, 'acme', settings, fixture.clock.now);
}

test('a fence hides files at once, and the sweep deletes only the chunks of the hidden files', async () => {
  const before = await putFile(ctx, content);
  const fence = { category: 'variables', upTo: fixture.clock.now + microsPerSecond };
  const settings = { ...ctx.settings, fences: [fence] };
  fixture.clock.now += 2 * microsPerSecond;
  const after = await putFile(ctx, content, { fields: { ...place, name: 'after' } });
  const gone = { code: 'record-not-found' };
  await expect(read(before.record.id, settings)).rejects.toMatchObject(gone);
  expect((await sweep(settings)).complete).toBe(true);
  expect(await storedChunks(fixture)).toHaveLength(2);
  expect((await read(after.record.id, settings)).equals(content)).toBe(true);
});

test('a file is stored completely if its upload begins before the instant of a fence and ends after this instant', async () => {
  const fence = { category: 'variables', upTo: fixture.clock.now + microsPerSecond };
  const settings = { ...ctx.settings, fences: [fence] };
  const slowly = async function* () {
    yield content;
    fixture.clock.now += 2 * microsPerSecond;
  };
  const { record } = await putFile(ctx, content, { content: slowly() });
  await sweep(settings);
  expect((await read(record.id, settings)).equals(content)).toBe(true);
});

test('if the retention was shortened, the sweep makes the expiry of a file’s chunks earlier, and the file is hidden from the new expiry on', async () => {
  const { record } = await putFile(ctx, content);
  const upTo = fixture.clock.now + microsPerSecond;
  const settings = {
    ...ctx.settings,
    shortenings: [{ category: 'variables', upTo, days: 2 }],
  };
  fixture.clock.now += microsPerDay;
  expect((await read(record.id, settings)).equals(content)).toBe(true);
  expect(await sweep(settings)).toMatchObject({ complete: true, shortened: 3 });
  const expiries = (await storedChunks(fixture)).map(({ data }) => data['expires_at']);
  expect(new Set(expiries)).toEqual(new Set([record.createdAt + 2 * microsPerDay]));
  expect((await read(record.id, settings)).equals(content)).toBe(true);
  fixture.clock.now += microsPerDay;
  await expect(read(record.id, settings)).rejects.toMatchObject({ code: 'record-not-found' });
});

test('no file is accepted if the tenant has switched off the category of variables', async () => {
  const off = { destination: 'off', retentionDays: undefined } as const;
  const settings = {
    ...ctx.settings,
    categories: { ...ctx.settings.categories, variables: off },
  };
  let isTaken = false;
  const counted = async function* () {
    isTaken = true;
    yield content;
  };
  const upload = putFile({ ...ctx, settings }, content, { content: counted() });
  await expect(upload).rejects.toMatchObject({ code: 'category-off' });
  expect(isTaken).toBe(false);
  expect(await storedChunks(fixture)).toEqual([]);
});
