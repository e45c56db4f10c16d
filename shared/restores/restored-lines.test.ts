import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { variables } from '#shared/categories/variables.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import { legacyRecordsId } from '#shared/sweeps/legacy/collections.ts';
import { createLegacyFixture } from '#shared/sweeps/testing/create-legacy-fixture.ts';
import { legacy } from '#shared/sweeps/testing/legacy-lines.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

const names = ['deleted', 'restricted', 'corrected', 'untouched'] as const;
const emailOf = (name: string) => `${name}@example.org`;

let world: Awaited<ReturnType<typeof createLegacyFixture>>;
let restores: ReturnType<typeof createRestoreFixture>;

beforeEach(async () => {
  world = await createLegacyFixture();
  restores = createRestoreFixture(world);
  await restores.raise();
  const customerOf = (name: string) => ({
    category: customers.id,
    id: name,
    created_at: world.daysAgo(1),
    authenticated_by: 'sso',
    email_aes: legacy(emailOf(name)),
    values_aes: legacy({ ort: 'Köln' }),
  });
  const consent = {
    category: marketingConsents.id,
    id: 'withdrawn',
    created_at: world.daysAgo(1),
    type: 'newsletter',
    opt_in: 'single',
    status: 'confirmed',
    email_aes: legacy(emailOf('withdrawn')),
  };
  const lines = [...names.map(customerOf), consent].map((line) => JSON.stringify(line));
  const { kept } = await world.importTexts(lines, { keepEnvelopes: true });
  if (kept !== lines.length) throw new Error('not every imported line was kept');
});

async function idOf(category: Category, name: string): Promise<string> {
  const body = { email: emailOf(name) };
  const { items } = await searchRecords(world.ctx, { category, body });
  return items[0]?.id ?? '';
}

/**
 * Makes records of the imported lines. Then it deletes one customer, restricts one, corrects one,
 * and withdraws a consent.
 */
async function migrateAndChange(): Promise<void> {
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 5 });
  const { ctx } = world;
  const category = customers;
  await deleteRecord(ctx, { category, id: await idOf(category, 'deleted') });
  const restricting = { ...ctx, scopes: new Set([...ctx.scopes, 'restriction']) };
  const asked = { id: await idOf(category, 'restricted'), body: { ground: 'accuracy_contested' } };
  await restrictRecord(restricting, { category, ...asked });
  const body = { values: { ort: 'Bonn' } };
  await correctRecord(ctx, { category, id: await idOf(category, 'corrected'), body });
  await withdrawConsent(ctx, { id: await idOf(marketingConsents, 'withdrawn') });
}

test('if a record was deleted, restricted, corrected or withdrawn after the backup, the restored imported line of this record does not become a record again', async () => {
  const backup = await restores.backUp();
  await migrateAndChange();
  await restores.restoreFrom(backup);
  expect(await world.all(legacyRecordsId)).toHaveLength(4);
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 1, legacy_left: 3 });
  for (const name of names)
    expect([name, (await idOf(customers, name)) !== '']).toEqual([name, name === 'untouched']);
  expect(await idOf(marketingConsents, 'withdrawn')).toBe('');
  expect(await world.all(restrictedId(customers.id))).toEqual([]);
});

test('if no record was changed after the backup, all restored imported lines become records again', async () => {
  const backup = await restores.backUp();
  expect(await world.rekey()).toMatchObject({ migrated: 5 });
  await restores.restoreFrom(backup);
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 5, legacy_left: 0 });
  expect(await idOf(customers, 'deleted')).not.toBe('');
});

test('if a caller made the expiry of a record earlier after the backup, the restored imported line of this record does not become a record again', async () => {
  const place = { experience_id: 'exp', instance_id: 'c-1', name: 'score' };
  const line = { category: variables.id, id: 'moved', created_at: world.daysAgo(1), ...place };
  const text = JSON.stringify({ ...line, value_aes: legacy('7') });
  expect(await world.importTexts([text], { keepEnvelopes: true })).toMatchObject({ kept: 1 });
  const backup = await restores.backUp();
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 6 });
  const expires_at = formatInstant(world.clock.now + microsPerDay);
  const body = { ...place, value: 7, expires_at };
  expect((await upsertRecord(world.ctx, { category: variables, body })).created).toBe(false);
  await restores.restoreFrom(backup);
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 5, legacy_left: 1 });
  expect(await world.all(variables.id)).toEqual([]);
});
