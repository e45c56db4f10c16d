import { describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { AlreadyExists, StoreUnavailable } from '#shared/store/store.ts';
import { correctParticipation } from './correct-participation.ts';
import { createRaffle } from './create-raffle.ts';
import { deleteParticipation } from './delete-participation.ts';
import { listRaffles } from './list-raffles.ts';
import { createRaffleFixture } from './testing/create-raffle-fixture.ts';

const refused = (code: string) => ({ code });

describe('a person takes part', () => {
  test.each([
    ['once', 59 * microsPerDay, 'already-participating'],
    ['once', 60 * microsPerDay, 'accepted'],
    // The clock starts on Thursday 15 January, at noon UTC.
    ['daily', microsPerDay / 2 - 1, 'already-participating'],
    ['daily', microsPerDay / 2, 'accepted'],
    ['weekly', 3.5 * microsPerDay - 1, 'already-participating'],
    ['weekly', 3.5 * microsPerDay, 'accepted'],
    ['unrestricted', 0, 'accepted'],
  ] as const)(
    'with the policy `%s`: a second request after %i µs is answered with “%s”',
    async (policy, later, expected) => {
      const { fixture, open, enter } = createRaffleFixture();
      const raffle = await open({ policy });
      await enter(raffle, 'Ada');
      await enter(raffle, 'Ben');
      fixture.clock.now += later;
      const again = enter(raffle, 'ADA').then(() => 'accepted');
      if (expected === 'accepted') expect(await again).toBe('accepted');
      else await expect(again).rejects.toMatchObject(refused(expected));
    },
  );

  test('in each of two raffles, and a second time in the same raffle if the person’s participation was deleted', async () => {
    const { ctx, open, enter } = createRaffleFixture();
    const [one, two] = [await open(), await open()];
    const { id } = await enter(one, 'Ada');
    await enter(two, 'Ada');
    await expect(enter(one, 'Ada')).rejects.toMatchObject(refused('already-participating'));
    await deleteParticipation(ctx, { id });
    await enter(one, 'Ada');
  });

  test('only once, even if 100 requests of that person arrive at the same time in two processes', async () => {
    const { fixture, open, enter, participations } = createRaffleFixture();
    const raffle = await open();
    const contexts = [fixture.contextOf('acme'), fixture.otherProcess('acme')];
    const tries = Array.from({ length: 100 }, (_, at) => enter(raffle, 'Ada', contexts[at % 2]));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of settled)
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject(refused('already-participating'));
    expect(await participations()).toHaveLength(1);
  });

  test.each([
    ['daily', microsPerDay / 2],
    ['weekly', 3.5 * microsPerDay],
  ] as const)(
    'with the policy `%s`, a second request just before the end of the period is refused, even if the period ends during the request',
    async (policy, untilEnd) => {
      const { fixture, ctx, open, enter, participations } = createRaffleFixture();
      const { clock, store } = fixture;
      const raffle = await open({ policy });
      await enter(raffle, 'Ada');
      clock.now += untilEnd - 10_000;
      const commit: typeof store.commit = async (writes) => {
        clock.now += 30_000;
        return store.commit(writes);
      };
      const again = enter(raffle, 'Ada', onStore(ctx, { ...store, commit }));
      await expect(again).rejects.toMatchObject(refused('already-participating'));
      await enter(raffle, 'Ada');
      expect(await participations()).toHaveLength(2);
    },
  );

  test('only once, even with other spellings of the address', async () => {
    const { ctx, open, participate } = createRaffleFixture();
    const raffle = { raffle_id: await open() };
    const enter = (email: string) =>
      participate(ctx, { body: { ...raffle, email }, idempotencyKey: undefined });
    await enter('kim@bücher.example');
    for (const email of ['kim@xn--bcher-kva.example', 'KIM@bu\u0308cher.example'])
      await expect(enter(email)).rejects.toMatchObject(refused('already-participating'));
    const [hidden, kelvin] = ['kim\u200b@bücher.example', '\u212aim@bücher.example'];
    for (const email of [hidden, kelvin])
      await expect(enter(email)).rejects.toMatchObject(refused('validation-failed'));
  });

  test('only once in a batch: a batch that contains the person twice stores nothing', async () => {
    const { ctx, open, participate, participations } = createRaffleFixture();
    const one = { raffle_id: await open(), email: 'ada@example.org' };
    const body = [{ ...one, email: 'ben@example.org' }, one, { ...one, email: 'ADA@example.org' }];
    const twice = participate(ctx, { body, idempotencyKey: undefined });
    await expect(twice).rejects.toMatchObject(refused('already-participating'));
    expect(await participations()).toEqual([]);
  });
});

describe('a raffle accepts participations', () => {
  const day = (days: number, now: number) =>
    new Date(now / 1_000 + days * 86_400_000).toISOString();

  test('from its start until just before its end; at the instant of its end it refuses a participation', async () => {
    const { fixture, open, enter } = createRaffleFixture();
    const { clock } = fixture;
    const raffle = await open({ starts_at: day(1, clock.now), ends_at: day(2, clock.now) });
    const start = clock.now;
    clock.now = start + microsPerDay - 1;
    await expect(enter(raffle, 'a')).rejects.toMatchObject(refused('raffle-not-started'));
    clock.now = start + microsPerDay;
    await enter(raffle, 'a');
    clock.now = start + 2 * microsPerDay - microsPerSecond;
    await enter(raffle, 'b');
    clock.now = start + 2 * microsPerDay;
    await expect(enter(raffle, 'c')).rejects.toMatchObject(refused('raffle-ended'));
  });

  test('only if the raffle exists in the caller’s tenant', async () => {
    const { fixture, ctx, open, participate, enter } = createRaffleFixture();
    const foreign = await open({}, fixture.contextOf('other'));
    for (const id of ['summer', 'f'.repeat(32), foreign])
      await expect(enter(id, 'a')).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer: '/raffle_id', rule: 'a raffle that exists' }],
      });
    const body = [
      { raffle_id: await open(), email: 'a@example.org' },
      { raffle_id: 'x', email: 'b@example.org' },
    ];
    await expect(participate(ctx, { body, idempotencyKey: undefined })).rejects.toMatchObject({
      errors: [{ pointer: '/1/raffle_id' }],
    });
  });
});

test('storing a participation needs one read and one commit', async () => {
  const { fixture, open, enter } = createRaffleFixture();
  const raffle = await open();
  await enter(raffle, 'warm');
  fixture.takeCalls();
  await enter(raffle, 'Ada');
  expect(fixture.takeCalls()).toEqual({ getAll: 1, commit: 1 });
});

test('a repeated request stores one participation and gets the same answer', async () => {
  const { ctx, open, participate, participations } = createRaffleFixture();
  const body = { raffle_id: await open(), email: 'ada@example.org' };
  const first = await participate(ctx, { body, idempotencyKey: 'k' });
  const again = await participate(ctx, { body, idempotencyKey: 'k' });
  expect([first.replayed, again.replayed]).toEqual([false, true]);
  expect(again.records).toEqual(first.records);
  expect(await participations()).toHaveLength(1);
});

describe('after the end of a raffle', () => {
  async function createEnding() {
    const world = createRaffleFixture();
    const { fixture, ctx, open, participate, participations } = world;
    const { clock, store } = fixture;
    const ends_at = formatInstant(clock.now + 60 * microsPerSecond);
    const prizes = [{ id: 'mug', quantity: 5 }];
    const raffle = { kind: 'instant_win', policy: 'once', chance: 1, prizes, ends_at } as const;
    const body = { raffle_id: await open(raffle), email: 'ada@example.org' };
    /** Enters the raffle. The answer to the first commit is lost, and the raffle ends meanwhile. */
    const enterLosing = (lost: Error, idempotencyKey: string | undefined) => {
      let commits = 0;
      const commit: typeof store.commit = async (writes) => {
        const versions = await store.commit(writes);
        commits += 1;
        if (commits > 1) return versions;
        clock.now += 60 * microsPerSecond;
        throw lost;
      };
      return participate(onStore(ctx, { ...store, commit }), { body, idempotencyKey });
    };
    // Creates the keys, so that the first commit of the test stores the participation.
    await participate(ctx, {
      body: { ...body, email: 'warm@example.org' },
      idempotencyKey: undefined,
    });
    return { ...world, body, enterLosing, stored: participations };
  }

  const won = { outcome: 'won', prize: 'mug' };

  test('a request that stored its participation before the end gets its result, even if the answer to its commit was lost', async () => {
    const { enterLosing, stored } = await createEnding();
    const { records } = await enterLosing(new AlreadyExists('exists'), undefined);
    expect(records).toMatchObject([{ fields: won }]);
    expect(await stored()).toHaveLength(2);
  });

  test('a request that is repeated with its Idempotency-Key gets the stored result; a request with a new key is refused', async () => {
    const { fixture, ctx, participate, body, enterLosing } = await createEnding();
    await expect(enterLosing(new StoreUnavailable('late'), 'k')).rejects.toThrow('late');
    const input = { body, idempotencyKey: 'k' };
    const again = await participate(ctx, input);
    expect(again).toMatchObject({ replayed: true, records: [{ fields: won }] });
    const writer = fixture.contextOf('acme', ['raffle_participations:write']);
    const shown = await participate(writer, input);
    expect(shown.records.map(({ fields }) => fields)).toEqual([{ ...body, ...won }]);
    const late = participate(ctx, { body, idempotencyKey: 'other' });
    await expect(late).rejects.toMatchObject(refused('raffle-ended'));
  });

  test('a repeated creation of the raffle with its Idempotency-Key gets this raffle', async () => {
    const { fixture, ctx } = createRaffleFixture();
    const ends_at = formatInstant(fixture.clock.now + microsPerSecond);
    const input = { body: { name: 'x', policy: 'once', ends_at }, idempotencyKey: 'k' };
    const { answer } = await createRaffle(ctx, input);
    fixture.clock.now += 2 * microsPerSecond;
    expect(await createRaffle(ctx, input)).toEqual({ answer, replayed: true });
  });
});

describe('a corrected participation', () => {
  test('prevents another participation with the new email, and allows one with the old email', async () => {
    const { ctx, open, enter } = createRaffleFixture();
    const raffle = await open();
    const { id } = await enter(raffle, 'Ada');
    await correctParticipation(ctx, { id, body: { firstname: 'Adele' } });
    await expect(enter(raffle, 'Ada')).rejects.toMatchObject(refused('already-participating'));
    await correctParticipation(ctx, { id, body: { email: 'adele@example.org' } });
    await expect(enter(raffle, 'Adele')).rejects.toMatchObject(refused('already-participating'));
    await enter(raffle, 'Ada');
    const back = correctParticipation(ctx, { id, body: { email: 'ada@example.org' } });
    await expect(back).rejects.toMatchObject(refused('already-participating'));
  });

  test('cannot be moved to another raffle', async () => {
    const { ctx, open, enter } = createRaffleFixture();
    const [one, two] = [await open(), await open()];
    const { id } = await enter(one, 'Ada');
    await expect(correctParticipation(ctx, { id, body: { raffle_id: two } })).rejects.toMatchObject(
      { code: 'validation-failed', errors: [{ pointer: '/raffle_id' }] },
    );
    await correctParticipation(ctx, { id, body: { raffle_id: one } });
  });
});

describe('a raffle', () => {
  const create = (body: object) => {
    const { ctx } = createRaffleFixture();
    const whole = { name: 'Sommer', policy: 'once', ...body };
    return createRaffle(ctx, { body: whole, idempotencyKey: undefined });
  };

  test('gives a warning only if it is a giveaway of more than 60 days', async () => {
    const starts_at = '2026-02-01T00:00:00Z';
    const codes = async (body: object) =>
      (await create({ starts_at, ...body })).answer.warnings.map(({ code }) => code);
    expect(await codes({ ends_at: '2026-04-02T00:00:00Z' })).toEqual([]);
    expect(await codes({ ends_at: '2026-04-02T00:00:00.001Z' })).toEqual([
      'entrants-expire-before-end',
    ]);
    const instant = { kind: 'instant_win', chance: 1, prizes: [{ id: 'mug', quantity: 1 }] };
    expect(await codes({ ...instant, ends_at: '2026-12-01T00:00:00Z' })).toEqual([]);
  });

  test.each([
    { policy: 'hourly' },
    { ends_at: '2026-01-15T12:00:00Z', starts_at: '2026-01-15T12:00:00Z' },
    { ends_at: '2036-01-15T12:00:00Z' },
    { kind: 'instant_win' },
    { kind: 'instant_win', chance: 0, prizes: [{ id: 'a', quantity: 1 }] },
    { chance: 0.5 },
    {
      kind: 'instant_win',
      chance: 1,
      prizes: [
        { id: 'a', quantity: 1 },
        { id: 'a', quantity: 2 },
      ],
    },
  ])('is refused with the input %o', async (body) => {
    await expect(create(body)).rejects.toMatchObject(refused('validation-failed'));
  });

  test('may have started long ago; a start that a number cannot represent becomes the nearest instant', async () => {
    const { answer } = await create({
      starts_at: '0001-01-01T00:00:00Z',
      ends_at: '2026-02-01T00:00:00Z',
    });
    expect(answer).toMatchObject({ starts_at: '1684-07-28T00:12:25.260Z' });
  });

  test('is listed until it expires, before older raffles; its name is not stored in clear', async () => {
    const { fixture, ctx, open, stored } = createRaffleFixture();
    await open({ name: 'Zur Hochzeit von Jörg Müller', ends_at: '2026-01-20T00:00:00Z' });
    fixture.clock.now += microsPerSecond;
    await open({ name: 'Herbst' });
    const names = async () => (await listRaffles(ctx, { limit: 9 })).items.map(({ name }) => name);
    expect(await names()).toEqual(['Herbst', 'Zur Hochzeit von Jörg Müller']);
    const bytes = (await stored('raffles')).flatMap(({ data }) => Object.values(data));
    const texts = bytes.map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    );
    expect(texts.join(' ')).not.toContain('Hochzeit');
    fixture.clock.now = Date.UTC(2026, 2, 21) * 1_000;
    expect(await names()).toEqual(['Herbst']);
  });

  test('is created only once by repeated requests with the same Idempotency-Key', async () => {
    const { ctx, stored } = createRaffleFixture();
    const input = { body: { name: 'x', policy: 'once' }, idempotencyKey: 'k' };
    const [first, again] = [await createRaffle(ctx, input), await createRaffle(ctx, input)];
    expect(again).toEqual({ answer: first.answer, replayed: true });
    expect(await stored('raffles')).toHaveLength(1);
  });

  test('can be created and listed only by callers with the right to do so', async () => {
    const { fixture } = createRaffleFixture();
    const body = { name: 'x', policy: 'once' };
    const work = fixture.contextOf('acme', ['work']);
    await createRaffle(work, { body, idempotencyKey: undefined });
    expect((await listRaffles(work, { limit: 9 })).items).toHaveLength(1);
    const reader = fixture.contextOf('acme', ['raffle_participations:read']);
    expect((await listRaffles(reader, { limit: 9 })).items).toHaveLength(1);
    const make = createRaffle(reader, { body, idempotencyKey: undefined });
    await expect(make).rejects.toMatchObject(refused('scope-missing'));
    const nobody = fixture.contextOf('acme', ['customers:read', 'customers:write']);
    await expect(listRaffles(nobody, { limit: 9 })).rejects.toMatchObject(refused('scope-missing'));
  });
});
