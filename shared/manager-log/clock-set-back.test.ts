import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { microsPerHour } from './log-hour.ts';
import { createLogFixture, entryOf, minute, testStart } from './testing/create-log-fixture.ts';

/**
 * Creates a log whose clock is a day ahead for some time, so that the present hour is sealed too
 * early. The log gets three entries: one before that time, one while the clock is ahead, and one
 * after the clock is corrected. The last entry is in the same hour as the first.
 */
async function createSealedAhead() {
  const database = { now: testStart };
  const fixture = createLogFixture(() => database.now);
  const writer = fixture.newWriter();
  const { clock } = fixture;
  const later = (micros: number) => {
    clock.now += micros;
    database.now += micros;
  };
  await writer.record(entryOf(1));
  later(minute);
  clock.now += microsPerDay;
  await writer.record(entryOf(2));
  await fixture.seal();
  clock.now -= microsPerDay;
  later(minute);
  await writer.record(entryOf(3));
  later(minute);
  return { ...fixture, writer, later };
}

test('if the present hour was sealed too early because of a fast clock, the verification reports the early seal, but no problem', async () => {
  const { verify, seal, later } = await createSealedAhead();
  const told = [{ hour: '2026-01-15T12', later: 1 }];
  expect(await verify()).toMatchObject({ entries: 3, sealedEarly: told, problems: [] });
  later(2 * microsPerHour);
  expect(await seal()).toMatchObject({ complete: true, failed: 0 });
  expect(await verify()).toMatchObject({ sealedEarly: told, problems: [] });
  later(microsPerDay);
  expect(await seal()).toMatchObject({ complete: true, failed: 0 });
  expect(await verify()).toMatchObject({ sealedHours: 2, sealedEarly: told, problems: [] });
});

test('in an hour that was sealed too early, a removed entry is found if the seal covers it', async () => {
  const { entries, remove, problems } = await createSealedAhead();
  const [first] = await entries();
  if (first === undefined) throw new Error('nothing was written');
  await remove(first);
  expect(await problems()).toContain('sealed-entry-missing');
});

test('an entry that somebody adds to an hour after its correct sealing is found', async () => {
  const database = { now: testStart };
  const fixture = createLogFixture(() => database.now);
  await fixture.newWriter().record(entryOf(1));
  fixture.clock.now += microsPerDay;
  database.now += microsPerDay;
  await fixture.seal();
  fixture.clock.now = testStart + minute;
  await fixture.newWriter().record(entryOf(2));
  fixture.clock.now = database.now;
  const report = await fixture.verify();
  expect(report.problems.map(({ code }) => code)).toEqual(['entry-not-sealed']);
  expect(report.sealedEarly).toEqual([]);
});

test('after a clock was set back, an entry may be missing only if the clock had already reached the entry’s expiry', async () => {
  const { verify, entries, remove, clock } = await createSealedAhead();
  const ahead = clock.now + 200 * microsPerDay;
  await remove(...(await entries()));
  expect((await verify()).problems).not.toEqual([]);
  expect((await verify('acme', undefined, ahead)).problems).toEqual([]);
  expect((await verify('acme', undefined, clock.now + 179 * microsPerDay)).problems).not.toEqual(
    [],
  );
});
