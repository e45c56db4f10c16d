import { describe, expect, test } from 'vitest';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { createCouponFixture } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { correctParticipation } from '#shared/domains/raffles/correct-participation.ts';
import { deleteParticipation } from '#shared/domains/raffles/delete-participation.ts';
import { createRaffleFixture } from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import { uniqueMarks } from '#shared/records/collections.ts';
import { formerKey } from '#shared/vault/normalise.ts';
import { asFormerly, createOldSpellings } from '../testing/create-old-spellings.ts';

const [asLetters, asLabel] = ['Anna@bücher.example', 'anna@xn--bcher-kva.example'];

/**
 * Creates a raffle in memory. A participation that is stored with the context `formerly` gets
 * hashes by the first rules.
 */
async function createOldRaffle() {
  const made = createRaffleFixture();
  const world = await createOldSpellings(made.fixture);
  const raffle = await made.open();
  const enter = async (email: string, by = made.ctx) => {
    const body = { raffle_id: raffle, email, firstname: email };
    const { records } = await made.participate(by, { body, idempotencyKey: undefined });
    made.fixture.clock.now += 1_000_000;
    return records[0]?.id ?? '';
  };
  return { ...made, ...world, raffle, enter, formerly: asFormerly(made.ctx) };
}

describe('a participation that was stored under the first rules', () => {
  test('still counts, so that the person cannot participate again with another spelling of the address', async () => {
    const { enter, formerly, age, rekey } = await createOldRaffle();
    await enter(asLetters, formerly);
    await age();
    expect(await rekey()).toMatchObject({ complete: true, rehashed: 1 });
    for (const email of [asLetters, asLabel])
      await expect(enter(email)).rejects.toMatchObject({ code: 'already-participating' });
  });

  test('keeps its win: its copy in the list of winners gets an id for the new hash, and is deleted with the participation', async () => {
    const { ctx, enter, formerly, age, rekey, draw, raffle, winners } = await createOldRaffle();
    const id = await enter(asLetters, formerly);
    await draw(raffle, 1, formerly);
    const [before] = await winners();
    await age();
    expect(await rekey()).toMatchObject({ complete: true, failed: 0, rehashed: 1 });
    const [after, ...others] = await winners();
    expect([after?.data['participation_id'], others]).toEqual([id, []]);
    expect(after?.ref.id).not.toBe(before?.ref.id);
    await correctParticipation(ctx, { id, body: { lastname: 'Muster' } });
    await deleteParticipation(ctx, { id });
    expect(await winners()).toEqual([]);
  });

  test('keeps its win if the same person also won with another spelling of the address, and each win is deleted with its participation', async () => {
    const { ctx, enter, formerly, age, rekey, draw, raffle, winners } = await createOldRaffle();
    const older = await enter(asLetters, formerly);
    await draw(raffle, 1, formerly);
    const newer = await enter(asLabel);
    await draw(raffle, 1);
    await age();
    expect(await rekey()).toMatchObject({ complete: true, failed: 0, rehashed: 1 });
    const hashes = (await winners()).map(({ data }) => data['email_bcrypt']);
    expect([hashes.length, new Set(hashes).size]).toEqual([2, 1]);
    await correctParticipation(ctx, { id: older, body: { lastname: 'Muster' } });
    for (const id of [older, newer]) {
      await deleteParticipation(ctx, { id });
      const left = (await winners()).map(({ data }) => data['participation_id']);
      expect(left).not.toContain(id);
    }
    expect(await winners()).toEqual([]);
  });

  test('gets the missing mark that the raffle’s policy requires', async () => {
    const { store, enter, age, rekey, read } = await createOldRaffle();
    const id = await enter('anna@example.com');
    const { ref, data } = await read(raffleParticipations.id, id);
    const [mark = ''] = data['unique_marks'] as string[];
    const { unique_marks: _marks, ...without } = data;
    await store.commit([
      { kind: 'put', ref, data: without },
      { kind: 'delete', ref: { ...ref, collection: uniqueMarks.id, id: mark } },
    ]);
    await age();
    expect(await rekey()).toMatchObject({ complete: true, rehashed: 1 });
    const again = enter('anna@example.com');
    await expect(again).rejects.toMatchObject({ code: 'already-participating' });
  });

  test('gets the fields `created_at` and `basis_at` in its mark if the mark lacks these fields', async () => {
    const { store, enter, age, rekey, read } = await createOldRaffle();
    const id = await enter('anna@example.com');
    const [mark = ''] = (await read(raffleParticipations.id, id)).data['unique_marks'] as string[];
    const { ref, data } = await read(uniqueMarks.id, mark);
    const { created_at: _created, basis_at: _basis, ...without } = data;
    await store.commit([{ kind: 'put', ref, data: without }]);
    await age();
    await rekey();
    expect((await read(uniqueMarks.id, mark)).data).toEqual(data);
  });
});

test('a customer who already got a code from a pool gets no second code with another spelling of the address', async () => {
  const { fixture, one } = createCouponFixture();
  const world = await createOldSpellings(fixture);
  const pool = await one.pool();
  await one.load(pool.id, ['A', 'B']);
  const first = await one.emit(pool.id, asLetters);
  const { ref, data } = await world.read(couponCodes.id, first.record.id);
  const [held = ''] = data['unique_marks'] as string[];
  const parts = [pool.id, formerKey('email', asLetters)];
  const former = await one.ctx.lookup.mark('acme', 'coupon-turn', parts);
  const mark = await world.read(uniqueMarks.id, held);
  await world.store.commit([
    { kind: 'put', ref: { ...mark.ref, id: former }, data: mark.data },
    { kind: 'delete', ref: mark.ref },
    { kind: 'update', ref, data: { unique_marks: [former] } },
  ]);
  await world.age();
  expect(await world.rekey()).toMatchObject({ complete: true, rehashed: 1 });
  const again = await one.emit(pool.id, asLabel);
  expect([again.created, again.record.id]).toEqual([false, first.record.id]);
});
