import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { managerLogHours, managerLogSeals } from '#shared/manager-log/collections.ts';
import { markerExpiry } from '#shared/manager-log/log-hour.ts';
import {
  createLogFixture,
  createSealedLog,
  entryOf,
  type LogFixture,
} from '#shared/manager-log/testing/create-log-fixture.ts';
import { at } from '#shared/manager-log/testing/item-at.ts';
import type { DocumentData } from '#shared/store/store.ts';

const noon = '2026-01-15T12';

/**
 * Creates a document in the database of the manager log. Every function that writes entries of the
 * log has the right to do this.
 */
async function create({ store }: LogFixture, collection: string, id: string, data: DocumentData) {
  await store.commit([{ kind: 'create', ref: { tenant: 'acme', collection, id }, data }]);
}

function decoyOf(number: number, hour: string, jws = 'decoy'): DocumentData {
  return { expires_at: markerExpiry(hour), purge_shard: 0, number, hour, jws };
}

/**
 * Creates a log with two entries in the hour that begins at noon. The clock then shows the next
 * day.
 */
async function createUnsealed(): Promise<LogFixture> {
  const fixture = createLogFixture();
  const writer = fixture.newWriter();
  for (const number of [1, 2]) await writer.record(entryOf(number));
  fixture.clock.now += microsPerDay;
  return fixture;
}

describe('an hour is sealed', () => {
  test.each([
    ['with the id of the genuine seal', [['00000001', decoyOf(1, noon)]]],
    ['with the number and hour of the genuine seal, but another id', [['x', decoyOf(1, noon)]]],
    [
      'with a higher number than the genuine seal',
      [['99999999', decoyOf(99_999_999, '2026-01-14T12')]],
    ],
    [
      'with each of several ids that the genuine seal could get',
      [
        ['00000001', decoyOf(1, noon)],
        ['00000001.1', decoyOf(1, noon)],
        ['00000001.2', decoyOf(7, noon)],
        ['00000002', decoyOf(2, noon)],
      ],
    ],
  ] as const)(
    'although there is a forged document %s, and the verification reports the document',
    async (_, decoys) => {
      const fixture = await createUnsealed();
      for (const [id, data] of decoys) await create(fixture, managerLogSeals.id, id, data);
      expect(await fixture.seal()).toMatchObject({ complete: true, failed: 0, sealed: 1 });
      expect(fixture.made).toMatchObject([{ hour: noon, number: 1, entries: 2 }]);
      const found = await fixture.verify();
      expect([found.sealedHours, found.unsealedHours]).toEqual([1, []]);
      expect(new Set(found.problems.map(({ code }) => code))).toEqual(new Set(['seal-forged']));
      expect(found.problems).toHaveLength(decoys.length);
    },
  );

  test('although a copy of an earlier hour’s seal already has the id that the seal of this hour would usually get', async () => {
    const fixture = await createSealedLog(2, 2);
    const [first] = await fixture.seals();
    await create(fixture, managerLogSeals.id, '00000003', { ...first?.data });
    fixture.clock.now += microsPerDay;
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 1 });
    expect(fixture.made.at(-1)).toMatchObject({ number: 3 });
    expect(await fixture.problems()).toEqual(['seal-misplaced', 'seal-repeated']);
  });

  test('only once by simultaneous runs, although a forged document has the id of the genuine seal', async () => {
    const fixture = await createUnsealed();
    await create(fixture, managerLogSeals.id, '00000001', decoyOf(1, noon));
    const reports = await Promise.all([fixture.seal(), fixture.seal(), fixture.seal()]);
    expect(reports.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(1);
    expect(await fixture.problems()).toEqual(['seal-forged']);
  });

  test('although it contains documents that are not valid entries', async () => {
    const fixture = await createUnsealed();
    const entry = at(await fixture.entries(), 0);
    for (const [index, changes] of [
      { writer: 'x' },
      { seq: -1 },
      { seq: 1.5 },
      { entry_hash: 'x' },
      { prev: '' },
      { due_at: -1 },
    ].entries())
      await create(fixture, managerLog.id, `${index}`.padStart(32, '0'), {
        ...entry.data,
        ...changes,
      });
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 1 });
    const found = await fixture.verify();
    expect(found.problems.map(({ code }) => code)).toEqual(Array(6).fill('entry-unchained'));
  });
});

describe('an hour is not sealed before its end', () => {
  test.each([
    ['of the present hour has the expiry of a past hour’s marker', '2026-01-15T12'],
    ['contains a text that is not an hour', 'yesterday'],
    ['contains an hour that does not exist', '2026-01-15T24'],
  ])('even if a marker %s', async (_, hour) => {
    const fixture = createLogFixture();
    await fixture.newWriter().record(entryOf(1));
    const marker = { expires_at: markerExpiry('2026-01-01T00'), purge_shard: 0, hour };
    await create(fixture, managerLogHours.id, 'marker', marker);
    expect(await fixture.seal()).toMatchObject({ complete: true, failed: 0, sealed: 0 });
    expect(await fixture.seals()).toEqual([]);
  });
});
