import { beforeEach, describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { variables } from '#shared/categories/variables.ts';
import { completeVariable } from '#shared/domains/variables/complete-variable.ts';
import { putFile } from '#shared/domains/variables/testing/create-variables-fixture.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

let persons: Awaited<ReturnType<typeof createRestrictionFixture>>;
let restores: ReturnType<typeof createRestoreFixture>;
let start: number;

const place = { experience_id: 'exp-1', instance_id: 'c-anna', name: 'score' };
const session = { channel: 'facebook', external_id: 'psid-anna', conversation_id: 'c-anna' };
const inDays = (days: number) => start + days * microsPerDay;
const expiryIn = (days: number) => ({ expires_at: formatInstant(inDays(days)) });

const putVariable = (days: number) =>
  upsertRecord(persons.ctx, {
    category: variables,
    body: { ...place, value: days, ...expiryIn(days) },
    complete: completeVariable,
  });
const putSession = (days: number) =>
  upsertRecord(persons.ctx, {
    category: messengerSessions,
    body: { ...session, state: { days }, ...expiryIn(days) },
  });
const correct = (category: Category, id: string, days: number) =>
  correctRecord(persons.ctx, { category, id, body: expiryIn(days) });

/** The expiries of all stored documents of these collections. */
async function expiriesIn(...collections: readonly string[]): Promise<unknown[]> {
  const found = await Promise.all(collections.map(persons.stored));
  return found.flat().map(({ data }) => data['expires_at']);
}

async function backUp(): Promise<StoredDocument[]> {
  await restores.raise();
  const backup = await restores.backUp();
  pass(microsPerSecond);
  return backup;
}

function pass(micros: number): void {
  persons.fixture.clock.now += micros;
}

beforeEach(async () => {
  persons = await createRestrictionFixture();
  restores = createRestoreFixture(persons.fixture);
  const { store, clock } = persons.fixture;
  start = clock.now;
  await openTenant({ store, now: () => clock.now }, 'acme');
});

describe.each([
  ['variable', variables, putVariable, 30],
  ['messenger session', messengerSessions, putSession, 6],
] as const)('a %s', (_name, category, put, late) => {
  test.each(['an upsert', 'a correction'])(
    'that expired early because of %s after the backup does not come back',
    async (by) => {
      const { id } = (await put(late)).record;
      const backup = await backUp();
      await (by === 'an upsert' ? put(1) : correct(category, id, 1));
      pass(2 * microsPerDay);
      await restores.restoreFrom(backup);
      expect(await expiriesIn(category.id, 'unique_marks')).toEqual([]);
    },
  );

  test('gets its earlier expiry again, together with its uniqueness mark', async () => {
    await put(late);
    const backup = await backUp();
    await put(3);
    await restores.restoreFrom(backup);
    expect(await expiriesIn(category.id, 'unique_marks')).toEqual([inDays(3), inDays(3)]);
  });

  test('gets the last expiry that was chosen after the backup, but keeps the expiry in the backup if that is earlier', async () => {
    await put(late);
    const backup = await backUp();
    for (const days of [2, 1, 4]) {
      await put(days);
      pass(microsPerSecond);
    }
    await restores.restoreFrom(backup);
    expect(await expiriesIn(category.id)).toEqual([inDays(4)]);
    await put(5);
    await restores.restoreFrom(backup);
    expect(await expiriesIn(category.id)).toEqual([inDays(5)]);
    await put(late + 1);
    await restores.restoreFrom(backup);
    expect(await expiriesIn(category.id)).toEqual([inDays(late)]);
  });

  test('keeps a later expiry that was chosen before the backup, even if the clock of the process that stored it was behind', async () => {
    await put(late);
    await put(1);
    pass(-8 * microsPerSecond);
    await put(late - 1);
    // The restore repeats the entries from the hour before the backup. So it repeats the entry of
    // the earlier expiry, but not the entry of the later one.
    pass(3_604 * microsPerSecond);
    const backup = await backUp();
    pass(2 * microsPerDay);
    await restores.restoreFrom(backup);
    expect(await expiriesIn(category.id)).toEqual([inDays(late - 1)]);
  });

  test('keeps a later expiry that was chosen after a restore, if another restore follows', async () => {
    await put(late - 3);
    const backup = await backUp();
    for (const days of [1, late - 2]) await put(days);
    await restores.restoreFrom(backup);
    await put(late - 1);
    const next = await restores.backUp();
    await restores.raise('mayfly-restored');
    await restores.restoreFrom(next);
    expect(await expiriesIn(category.id)).toEqual([inDays(late - 1)]);
  });

  test('gets its earlier expiry also if the backup contains the record as restricted', async () => {
    const { id } = (await put(late)).record;
    await persons.restrict(category, id);
    const backup = await backUp();
    await persons.lift(category, id);
    await correct(category, id, 3);
    await restores.restoreFrom(backup);
    expect(await expiriesIn(category.id, restrictedId(category.id))).toEqual([inDays(3)]);
  });
});

test('the chunks of a file get the earlier expiry of their variable', async () => {
  const fields = { ...place, ...expiryIn(30) };
  const { id } = (await putFile(persons.ctx, Buffer.alloc(600_000, 1), { fields })).record;
  const backup = await backUp();
  await correct(variables, id, 3);
  await restores.restoreFrom(backup);
  const expiries = await expiriesIn('file_chunks');
  expect(expiries.length).toBeGreaterThan(1);
  expect(new Set(expiries)).toEqual(new Set([inDays(3)]));
});
