import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { type Body, type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-raffle-copies');
const clock = createTestClock();
let instance: Instance;

beforeAll(() => {
  instance = createInstance(stack(), clock);
});

async function callOf(tenant: string): Promise<Call> {
  const key = await storeKey(instance, clock.now, tenant);
  return callerOf(instance.appOf('raffles'), key);
}

async function openRaffle(call: Call, body: object = {}): Promise<string> {
  return (await call('POST', '/v1/raffles', { name: 'Sommer', policy: 'once', ...body })).body.id;
}

async function storedOf(collection: string) {
  return storedIn(await stack().readState(), collection);
}

describe('a giveaway with a drawn winner', () => {
  const person = {
    email: 'Korbinian.Moser@example.org',
    firstname: '=cmd|Korbinian',
    lastname: 'Moserbichler',
    postal_address: 'Fliederweg 3, 00000 München',
    phone: '+49 89 99998 077',
  };
  const name = 'Hochzeitsverlosung Vogelsang';
  let call: Call;
  let raffle: string;
  let winner: Body | undefined;

  beforeAll(async () => {
    call = await callOf('clear');
    raffle = await openRaffle(call, { name });
    await call('POST', '/v1/raffle-participations', { raffle_id: raffle, ...person });
    const { body } = await call('POST', `/v1/raffles/${raffle}/draws`, { count: 1 });
    winner = (body['winners'] as readonly Body[])[0];
  });

  test('stores no personal value in clear in any collection', async () => {
    expect(winner).toMatchObject(person);
    const raw = await stack().exportRaw();
    expect(findValues(raw, [...Object.values(person), name])).toEqual([]);
    const copies = raw.filter(({ path }) => path.includes('/clear/raffle_winners/'));
    expect(copies).toHaveLength(1);
  });

  test('exports winners and participants; a spreadsheet does not execute their cells', async () => {
    for (const [what, id] of [
      ['winners', winner?.id],
      ['participants', winner?.['participation_id']],
    ]) {
      const { status, text } = await call('GET', `/v1/raffles/${raffle}/${String(what)}.csv`);
      expect(status).toBe(200);
      const rows = parse(text, { bom: true, columns: true }) as { [column: string]: string }[];
      expect(rows).toEqual([
        expect.objectContaining({
          id,
          raffle_id: raffle,
          email: person.email,
          firstname: `'${person.firstname}`,
        }),
      ]);
    }
    const other = await openRaffle(call);
    const { text } = await call('GET', `/v1/raffles/${other}/participants.csv`);
    expect(parse(text, { bom: true })).toHaveLength(1);
  });

  test('is hidden from other tenants: they get the same status as for a missing raffle', async () => {
    const foreign = await callOf('foreign');
    for (const id of [raffle, 'f'.repeat(32)]) {
      const answers = [
        await foreign('GET', `/v1/raffles/${id}/draws`),
        await foreign('GET', `/v1/raffles/${id}/winners`),
        await foreign('GET', `/v1/raffles/${id}/winners.csv`),
        await foreign('POST', `/v1/raffles/${id}/draws`, { count: 1 }),
      ];
      expectStatuses(answers, 404);
    }
    expect((await foreign('GET', '/v1/raffles')).body.items).toEqual([]);
  });

  test('shows no winner after the participation has expired; then the purge deletes the participation, the winner’s copy and the uniqueness mark', async () => {
    clock.set(Date.parse(winner?.expires_at ?? '') * microsPerMilli);
    expect((await call('GET', `/v1/raffles/${raffle}/winners`)).body.items).toEqual([]);
    const report = await instance.purge();
    expect(report.deleted_by_collection).toMatchObject({
      raffle_participations: expect.any(Number),
    });
    for (const collection of ['raffle_participations', 'raffle_winners', 'unique_marks'])
      expect(await storedOf(collection)).toEqual([]);
    clock.advance(400 * microsPerDay);
    await instance.purge();
    for (const collection of ['raffles', 'raffle_draws', 'raffle_prizes'])
      expect(await storedOf(collection)).toEqual([]);
  });
});
