import { beforeEach, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { openAcme } from './testing/open-acme.ts';

let acme: Awaited<ReturnType<typeof openAcme>>;
let bornOn: number[];

beforeEach(async () => {
  acme = await openAcme();
  bornOn = [];
  for (const days of [0, 0, 1, 1, 1, 2]) {
    acme.clock.now += days * microsPerDay;
    await acme.write();
    bornOn.push(acme.clock.now);
  }
  acme.clock.now += microsPerDay / 2;
});

/**
 * The number of messages that are still stored on a coming day, if each message is kept for `days`
 * days.
 */
const storedOn = (day: number, days: number) => {
  const at = acme.clock.now + day * microsPerDay;
  return bornOn.filter((born) => born + days * microsPerDay > at).length;
};

const curveAfter = async (change: object) => {
  const { changes } = await acme.foresee(change);
  return changes[0]?.curve ?? [];
};

test('both curves give the number of stored records for today and each of the next 30 days', async () => {
  const curve = await curveAfter({ categories: { chat_messages: { retention_days: 3 } } });
  expect(curve).toEqual(
    Array.from({ length: 31 }, (_, day) => ({
      in_days: day,
      without_change: storedOn(day, 7),
      with_change: storedOn(day, 3),
    })),
  );
  expect(curve[0]).toEqual({ in_days: 0, without_change: 6, with_change: 2 });
});

test('both curves are equal until the planned change takes effect after the cooling-off time, and until then the change removes no records', async () => {
  await acme.change({ cooling_off_hours: 48 });
  const off = {
    modules: [],
    categories: { chat_messages: { destination: 'off', existing: 'delete' } },
  };
  const curve = await curveAfter(off);
  const both = curve.map(({ without_change, with_change }) => [without_change, with_change]);
  expect(both.slice(0, 4)).toEqual([
    [6, 6],
    [6, 6],
    [storedOn(2, 7), 0],
    [storedOn(3, 7), 0],
  ]);
  const { changes } = await acme.foresee(off);
  const gone = changes[0]?.gone.map(({ in_days, with_change }) => [in_days, with_change]);
  expect(gone).toEqual([
    [0, 0],
    [1, 0],
    [7, 6],
    [30, 6],
  ]);
});

test('a longer retention does not change the curve of stored records', async () => {
  const curve = await curveAfter({ categories: { chat_messages: { retention_days: 30 } } });
  for (const { in_days, without_change, with_change } of curve)
    expect([without_change, with_change]).toEqual([storedOn(in_days, 7), storedOn(in_days, 7)]);
});

test('each curve costs at most one count for each day, for any number of records', async () => {
  acme.takeCalls();
  await curveAfter({ categories: { chat_messages: { retention_days: 3 } } });
  const { count = 0, query = 0 } = acme.takeCalls();
  expect(query).toBe(0);
  expect(count).toBeLessThanOrEqual(2 * 31 + 13);
});
