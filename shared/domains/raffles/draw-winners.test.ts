import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { deleteRecords } from '#shared/records/delete-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { collections } from '#shared/wiring/collections.ts';
import { correctParticipation } from './correct-participation.ts';
import { deleteParticipation, participationDeletions } from './delete-participation.ts';
import { drawWinners } from './draw-winners.ts';
import { listDraws } from './list-draws.ts';
import { exportWinners, listWinners } from './list-winners.ts';
import { createRaffleFixture, namesOf } from './testing/create-raffle-fixture.ts';

const people = (count: number) => Array.from({ length: count }, (_, at) => `person-${at}`);

async function filled(count: number, policy: 'once' | 'unrestricted' = 'once') {
  const made = createRaffleFixture();
  const raffle = await made.open({ policy });
  const entries = [];
  for (const person of people(count)) entries.push(await made.enter(raffle, person));
  return { ...made, raffle, entries };
}

describe('a draw', () => {
  test('returns copies of the participations, with the times of participation, draw and expiry', async () => {
    const { fixture, ctx, raffle, entries, draw } = await filled(3);
    fixture.clock.now += 5 * microsPerDay;
    const { winners, ...drawn } = await draw(raffle, 1);
    expect(drawn).toMatchObject({ raffle_id: raffle, count: 1, drawn: 1, warnings: [] });
    const [winner] = winners;
    const source = entries.find(({ id }) => id === winner?.participation_id);
    expect(winner).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      raffle_id: raffle,
      draw_id: drawn.id,
      rank: 1,
      participation_id: source?.id,
      participated_at: '2026-01-15T12:00:00.000Z',
      drawn_at: '2026-01-20T12:00:00.000Z',
      expires_at: '2026-03-16T12:00:00.000Z',
      email: source?.fields['email'],
      firstname: source?.fields['firstname'],
    });
    const read = await readRecord(ctx, { category: raffleParticipations, id: source?.id ?? '' });
    expect(read.fields['outcome']).toBe('won');
  });

  test('draws each person only once, even in several draws and with several entries', async () => {
    const { raffle, enter, draw } = await filled(6, 'unrestricted');
    for (const person of people(6)) await enter(raffle, person);
    const drawn = [];
    for (const count of [2, 1, 2]) drawn.push(...(await draw(raffle, count)).winners);
    const last = await draw(raffle, 5);
    expect(last).toMatchObject({ count: 5, drawn: 1, warnings: [{ code: 'fewer-than-asked' }] });
    const all = namesOf([...drawn, ...last.winners]);
    expect(all.toSorted()).toEqual(people(6));
    expect((await draw(raffle, 3)).winners).toEqual([]);
  });

  test('that runs at the same time as other draws finds the requested number of winners, and no person wins in two of these draws', async () => {
    const { fixture, raffle, draw } = await filled(20);
    const contexts = [fixture.contextOf('acme'), fixture.otherProcess('acme')];
    const draws = await Promise.all(
      Array.from({ length: 6 }, (_, at) => draw(raffle, 3, contexts[at % 2])),
    );
    const names = draws.flatMap(({ winners }) => namesOf(winners));
    expect(names).toHaveLength(18);
    expect(new Set(names).size).toBe(18);
  });

  test('chooses other entrants if the chosen entrants were deleted during the draw', async () => {
    const { fixture, ctx, raffle, entries, draw, winners } = await filled(60);
    // The test deletes all entries except two. It does so after the draw has read the list of
    // entrants, and before the draw reads the chosen entries.
    let isHeld = true;
    const store = {
      ...ctx.store,
      getAll: async (refs: Parameters<typeof ctx.store.getAll>[0]) => {
        if (isHeld && refs[0]?.collection === raffleParticipations.id) {
          isHeld = false;
          for (const { id } of entries.slice(2)) await deleteParticipation(ctx, { id });
        }
        return ctx.store.getAll(refs);
      },
    };
    const drawn = await draw(raffle, 1, { ...fixture.contextOf('acme'), store });
    expect(drawn.winners).toHaveLength(1);
    expect(await winners()).toHaveLength(1);
    expect(['person-0', 'person-1']).toContain(namesOf(drawn.winners)[0]);
  });

  test('draws a person only once if two entries belong to the person after a correction during the draw', async () => {
    const { fixture, ctx, raffle, entries, draw, winners } = await filled(2, 'unrestricted');
    // The test corrects an address after the draw has read the list of entrants, and before the
    // draw reads the chosen entries.
    let isHeld = true;
    const store = {
      ...ctx.store,
      getAll: async (refs: Parameters<typeof ctx.store.getAll>[0]) => {
        if (isHeld && refs[0]?.collection === raffleParticipations.id) {
          isHeld = false;
          const body = { email: 'person-0@example.org' };
          await correctParticipation(ctx, { id: entries[1]?.id ?? '', body });
        }
        return ctx.store.getAll(refs);
      },
    };
    const { drawn } = await draw(raffle, 2, { ...fixture.contextOf('acme'), store });
    expect(drawn).toBe(1);
    expect(await winners()).toHaveLength(1);
  });

  test('skips entries that expire during the draw', async () => {
    const { fixture, ctx, open, enter, draw } = createRaffleFixture();
    const raffle = await open();
    await enter(raffle, 'early');
    fixture.clock.now += 10_000_000;
    await enter(raffle, 'late');
    fixture.clock.now += 60 * microsPerDay - 15_000_000;
    const store = {
      ...ctx.store,
      getAll: async (refs: Parameters<typeof ctx.store.getAll>[0]) => {
        if (refs[0]?.collection === raffleParticipations.id) fixture.clock.now += 5_000_000;
        return ctx.store.getAll(refs);
      },
    };
    const { drawn, winners } = await draw(raffle, 2, { ...ctx, store });
    expect([drawn, namesOf(winners)]).toEqual([1, ['late']]);
  });

  test('skips entries that cannot be decrypted', async () => {
    const { fixture, ctx, raffle, entries, draw, participations } = await filled(2);
    const broken = (await participations()).find(({ ref }) => ref.id === entries[0]?.id);
    if (broken === undefined) throw new Error('nothing stored');
    const data = { ...broken.data, email_aes: new Uint8Array(40) };
    await ctx.store.commit([{ kind: 'put', ref: broken.ref, data }]);
    expect(namesOf((await draw(raffle, 2)).winners)).toEqual(['person-1']);
    expect(fixture.unreadable).toContain(broken.ref.id);
  });

  test('ends at its deadline and draws no winner', async () => {
    const { fixture, raffle, draw, winners } = await filled(1);
    const ctx = fixture.contextOf('acme');
    const store = {
      ...ctx.store,
      query: (query: Parameters<typeof ctx.store.query>[0]) => {
        fixture.clock.now += 26_000_000;
        return ctx.store.query(query);
      },
    };
    await expect(draw(raffle, 1, { ...ctx, store })).rejects.toMatchObject({
      code: 'draw-unfinished',
    });
    expect(await winners()).toEqual([]);
  });

  test('of another tenant’s raffle, of a missing raffle, or of an instant win is refused', async () => {
    const { fixture, open, raffle, draw } = await filled(1);
    const foreign = fixture.contextOf('other');
    await expect(draw(raffle, 1, foreign)).rejects.toMatchObject({ code: 'record-not-found' });
    await expect(draw('nothing', 1)).rejects.toMatchObject({ code: 'record-not-found' });
    const prizes = [{ id: 'mug', quantity: 1 }];
    const instant = await open({ kind: 'instant_win', chance: 1, prizes });
    await expect(draw(instant, 1)).rejects.toMatchObject({ code: 'draw-not-offered' });
  });

  test('makes two queries, four reads and two commits: one for the announcement and one for the draw', async () => {
    const { fixture, raffle, draw } = await filled(30);
    fixture.takeCalls();
    await draw(raffle, 5);
    // For the announcement, the request reads the raffle and the entries, and commits the list. For
    // the draw, it reads the list, the chosen entries and earlier winners. Then it commits, and
    // reads the winners.
    expect(fixture.takeCalls()).toEqual({ getAll: 4, query: 2, commit: 2 });
  });

  test('happens only once for all requests with the same Idempotency-Key, even if two of them arrive at the same time', async () => {
    const { ctx, raffle, winners, announce } = await filled(9);
    const input = { raffleId: raffle, body: { count: 2 }, idempotencyKey: 'k', announce };
    const answers = await Promise.all([drawWinners(ctx, input), drawWinners(ctx, input)]);
    answers.push(await drawWinners(ctx, input));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(await winners()).toHaveLength(2);
    const other = drawWinners(ctx, { ...input, body: { count: 3 } });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });
});

describe('the copy of a drawn participation', () => {
  test('is encrypted for its own document: a value that is moved between copy and participation cannot be decrypted', async () => {
    const { ctx, raffle, draw, winners, participations } = await filled(1);
    await draw(raffle, 1);
    const [[winner], [source]] = [await winners(), await participations()];
    if (winner === undefined || source === undefined) throw new Error('nothing stored');
    expect(winner.data['dek']).toBe(source.data['dek']);
    expect(winner.data['email_bcrypt']).toBe(source.data['email_bcrypt']);
    const data = { ...source.data, firstname_aes: winner.data['firstname_aes'] };
    await ctx.store.commit([{ kind: 'put', ref: source.ref, data }]);
    const input = { category: raffleParticipations, id: source.ref.id };
    await expect(readRecord(ctx, input)).rejects.toThrow('decryption failed');
    const moved = { ...winner.data, firstname_aes: source.data['firstname_aes'] };
    await ctx.store.commit([{ kind: 'put', ref: winner.ref, data: moved }]);
    const { items } = await listWinners(ctx, { raffleId: raffle, page: { limit: 9 } });
    expect(items).toEqual([]);
  });

  test('is deleted with its participation, but the draw stays and still counts this winner', async () => {
    const { ctx, raffle, draw, winners } = await filled(4);
    const drawn = await draw(raffle, 2);
    const gone = drawn.winners[0]?.participation_id ?? '';
    await deleteParticipation(ctx, { id: gone });
    expect(await winners()).toHaveLength(1);
    const { items } = await listDraws(ctx, { raffleId: raffle, page: { limit: 9 } });
    expect(items.map(({ id, drawn: count }) => [id, count])).toEqual([[drawn.id, 2]]);
    expect(items[0]?.winners).toEqual(drawn.winners.slice(1));
  });

  test('is deleted with its participation, even if one request deletes several participations', async () => {
    const { ctx, raffle, draw, winners } = await filled(4);
    const drawn = await draw(raffle, 3);
    const ids = drawn.winners.slice(0, 2).map((winner) => winner.participation_id);
    const writesOf = participationDeletions;
    const category = raffleParticipations;
    await deleteRecords(ctx, { category, ids, idempotencyKey: undefined, writesOf });
    expect(await winners()).toHaveLength(1);
  });

  test('is not deleted when another participation of the same person is deleted', async () => {
    const { ctx, raffle, enter, draw, winners } = await filled(1, 'unrestricted');
    await enter(raffle, 'person-0');
    const drawn = await draw(raffle, 1);
    const { items } = await listWinners(ctx, { raffleId: raffle, page: { limit: 9 } });
    expect(items).toEqual(drawn.winners);
    const other = await enter(raffle, 'person-0');
    await deleteParticipation(ctx, { id: other.id });
    expect(await winners()).toHaveLength(1);
  });

  test('is corrected with its participation; the person with the new email has then won, and the former person can win again', async () => {
    const { ctx, raffle, enter, draw } = await filled(1, 'unrestricted');
    const [winner] = (await draw(raffle, 1)).winners;
    const id = winner?.participation_id ?? '';
    const body = { email: 'new@example.org', postal_address: 'Weg 1', phone: '+49 30 23125 014' };
    await correctParticipation(ctx, { id, body });
    const { items } = await listWinners(ctx, { raffleId: raffle, page: { limit: 9 } });
    expect(items).toEqual([
      { ...winner, ...body, id: expect.not.stringMatching(winner?.id ?? '') },
    ]);
    await enter(raffle, 'new');
    await enter(raffle, 'person-0');
    expect(namesOf((await draw(raffle, 5)).winners)).toEqual(['person-0']);
    await deleteParticipation(ctx, { id });
    const after = await listWinners(ctx, { raffleId: raffle, page: { limit: 9 } });
    expect(namesOf(after.items)).toEqual(['person-0']);
  });

  test('expires in lists and in the export at the same instant as its participation, and is purged', async () => {
    const { fixture, ctx, raffle, draw, winners } = await filled(1);
    fixture.clock.now += 40 * microsPerDay;
    await draw(raffle, 1);
    const page = { raffleId: raffle, page: { limit: 9 } };
    const seen = async () => {
      const rows = [];
      for await (const row of await exportWinners(ctx, raffle)) rows.push(row);
      const draws = (await listDraws(ctx, page)).items;
      const listed = (await listWinners(ctx, page)).items;
      return [listed.length, rows.length, draws.length, draws[0]?.winners.length];
    };
    fixture.clock.now += 20 * microsPerDay - 1;
    expect(await seen()).toEqual([1, 1, 1, 1]);
    fixture.clock.now += 1;
    expect(await seen()).toEqual([0, 0, 1, 0]);
    await runPurge({
      store: fixture.store,
      now: () => fixture.clock.now,
      monotonic: () => 0,
      collections,
      shards: 4,
      budgetSeconds: 60,
      onFailure: (error) => {
        throw error;
      },
    });
    expect(await winners()).toEqual([]);
  });

  test('shows only ids and times, and nothing about the person, to callers without the right to read', async () => {
    const { fixture, ctx, raffle, draw } = await filled(1);
    const worker = fixture.contextOf('acme', ['work']);
    const { winners } = await draw(raffle, 1, worker);
    const keys = ['id', 'raffle_id', 'draw_id', 'rank'];
    const times = ['participation_id', 'participated_at', 'drawn_at', 'expires_at'];
    expect(Object.keys(winners[0] ?? {})).toEqual([...keys, ...times, 'masked']);
    expect(winners[0]).toMatchObject({ masked: ['email', 'firstname'] });
    const editor = fixture.contextOf('acme', ['raffle_participations:masked']);
    expect((await listWinners(editor, { raffleId: raffle, page: { limit: 9 } })).items).toEqual(
      winners,
    );
    const page = { raffleId: raffle, page: { limit: 9 } };
    expect((await listWinners(worker, page)).items).toEqual(winners);
    expect((await listDraws(worker, page)).items[0]?.winners).toEqual(winners);
    expect((await listWinners(ctx, page)).items[0]).toMatchObject({ firstname: 'person-0' });
    await expect(exportWinners(worker, raffle)).rejects.toMatchObject({ code: 'scope-missing' });
    const other = fixture.contextOf('acme', ['customers:read']);
    await expect(listDraws(other, page)).rejects.toMatchObject({ code: 'scope-missing' });
  });
});
