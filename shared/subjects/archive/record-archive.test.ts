import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { countEnding } from '#shared/records/restriction/count-ending.ts';
import { personOf, world } from '../testing/create-person-fixture.ts';
import { createRestrictionFixture } from '../testing/create-restriction-fixture.ts';
import { isArchiveId } from './archive-id.ts';
import { exportSubject } from './export-subject.ts';
import { countsOf, textOf } from './testing/create-archive-fixture.ts';
import { unpack } from './testing/unpack.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);

async function createFixture() {
  const fixture = await createRestrictionFixture();
  await fixture.live(anna, bert);
  const [first] = await fixture.stored(customers.id);
  return { ...fixture, id: first?.ref.id ?? '' };
}

test.each(['unlawful_processing', 'needed_for_claims'])(
  'if a record is restricted for %s, the answer contains a request that the caller can send to get an archive of only this record',
  async (ground) => {
    const { ctx, restrict, id } = await createFixture();
    const { restriction } = await restrict(customers, id, ground);
    expect(restriction.archive?.path).toBe('/v1/subjects/export');
    const body = { ...restriction.archive?.body, language: 'de' };
    const files = await unpack((await exportSubject(ctx, world, { body })).archive);
    expect(countsOf(files)).toEqual({ customers_restricted: 1 });
    const named = [anna, bert].filter(({ email }) => textOf(files).includes(email));
    expect(named).toHaveLength(1);
  },
);

test('the page of an archive with only a restricted record links to the section of restricted records, and states the ground in words', async () => {
  const { ctx, restrict, id } = await createFixture();
  await restrict(customers, id, 'unlawful_processing');
  const record = { category: customers.id, id };
  for (const [language, ground] of [
    ['de', 'Die Verarbeitung ist unrechtmäßig'],
    ['en', 'The processing is unlawful'],
  ]) {
    const body = { record, kind: 'access', language };
    const files = await unpack((await exportSubject(ctx, world, { body })).archive);
    const page = files.get('index.html')?.text ?? '';
    expect(page).toContain('href="#customers_restricted"');
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g))
      expect(page).toContain(`id="${anchor}"`);
    expect(page).toContain(ground);
    expect(page).not.toContain('unlawful_processing');
  }
});

test.each(['accuracy_contested', 'objection_pending'])(
  'if a record is restricted for %s, the answer contains no request for an archive',
  async (ground) => {
    const { restrict, id } = await createFixture();
    expect((await restrict(customers, id, ground)).restriction).not.toHaveProperty('archive');
  },
);

test('a caller can get an archive of an unrestricted record, but not of an expired record or of another tenant’s record', async () => {
  const { ctx, fixture, id } = await createFixture();
  const body = { record: { category: customers.id, id }, kind: 'access', language: 'en' };
  const { archive } = await exportSubject(ctx, world, { body });
  expect(countsOf(await unpack(archive))).toEqual({ customers: 1 });
  const stranger = { ...fixture.contextOf('stranger'), scopes: ctx.scopes };
  const missing = { code: 'record-not-found' };
  await expect(exportSubject(stranger, world, { body })).rejects.toMatchObject(missing);
  fixture.clock.now += 181 * microsPerDay;
  await expect(exportSubject(ctx, world, { body })).rejects.toMatchObject(missing);
});

test('Mayfly recognises the id of an archive only for the archive’s tenant, although it stores nothing about the archive', async () => {
  const { ctx, fixture, dump, id } = await createFixture();
  const before = await dump();
  const body = { record: { category: customers.id, id }, kind: 'access', language: 'en' };
  const { archive } = await exportSubject(ctx, world, { body });
  expect(await dump()).toEqual(before);
  expect(await isArchiveId(ctx, archive.id)).toBe(true);
  expect(await isArchiveId(fixture.contextOf('stranger'), archive.id)).toBe(false);
  const [random = '', mark = ''] = archive.id.split('.');
  const other = `${random.slice(0, -1)}${random.endsWith('a') ? 'b' : 'a'}`;
  for (const forged of [random, `${other}.${mark}`, `${archive.id}.x`, `.${mark}`, 'archive-1'])
    expect(await isArchiveId(ctx, forged)).toBe(false);
});

test('a restricted record that is kept for the person is counted in the last 14 days before its expiry; other restricted records are not counted', async () => {
  const { ctx, fixture, restrict, stored, id } = await createFixture();
  const [, other] = await stored(customers.id);
  await restrict(customers, id, 'needed_for_claims');
  await restrict(customers, other?.ref.id ?? '', 'accuracy_contested');
  const [kept] = await stored('customers_restricted').then((all) =>
    all.filter(({ ref }) => ref.id === id),
  );
  const end = Number(kept?.data['expires_at']);
  const count = async (at: number) => {
    fixture.clock.now = at;
    return (await countEnding(ctx, world.categories)).items;
  };
  const one = [{ category: 'customers', count: 1 }];
  expect(await count(end - 14 * microsPerDay - 1)).toEqual([]);
  expect(await count(end - 14 * microsPerDay)).toEqual(one);
  expect(await count(end - 1)).toEqual(one);
  expect(await count(end)).toEqual([]);
});
