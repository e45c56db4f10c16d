import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { createRaffleFixture } from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import type { Query, Store, StoredDocument } from '#shared/store/store.ts';
import { type Body, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-raffle-size');
const participants = 100_000;
/** The number of bytes in each sealed field of a participation. */
const sealedBytes = 200;
const sealedNames = ['email', 'firstname', 'lastname', 'postal_address'];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Creates a store that makes each participation when it is read. So the heap grows only if the draw
 * keeps the participations.
 */
function createEndlessStore(inner: Store, template: StoredDocument) {
  const seen = { queries: 0, documents: 0, largest: 0, atOnce: 0, heapMax: 0 };
  const newest = template.data['created_at'] as number;
  const documentAt = (at: number, fields: readonly string[] | undefined): StoredDocument => {
    const id = at.toString(16).padStart(32, '0');
    const sealed = sealedNames.map((name) => [`${name}_aes`, new Uint8Array(sealedBytes)]);
    const data: { [field: string]: unknown } = {
      ...template.data,
      ...Object.fromEntries(sealed),
      created_at: newest - at,
      email_bcrypt: `$2b$04$${at.toString(36).padStart(53, '0')}`,
    };
    const kept = Object.entries(data).filter(([name]) => fields?.includes(name) ?? true);
    const ref = { ...template.ref, id };
    return { ref, data: Object.fromEntries(kept), version: template.version };
  };
  let under = 0;
  const store: Store = {
    ...inner,
    async query(query: Query) {
      if (query.collection !== raffleParticipations.id) return inner.query(query);
      under += 1;
      seen.atOnce = Math.max(seen.atOnce, under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      const from = query.startAfter === undefined ? 0 : newest - Number(query.startAfter[0]) + 1;
      const count = Math.min(query.limit, participants - from);
      const page = Array.from({ length: count }, (_, at) => documentAt(from + at, query.select));
      seen.queries += 1;
      seen.documents += count;
      seen.largest = Math.max(seen.largest, count);
      if (seen.queries % 10 === 0) {
        collectGarbage();
        seen.heapMax = Math.max(seen.heapMax, process.memoryUsage().heapUsed);
      }
      return page;
    },
    async getAll(refs) {
      if (refs[0]?.collection !== raffleParticipations.id) return inner.getAll(refs);
      // The template is a real participation. The store returns it for each chosen participation,
      // with the template's own id, because the draw can decrypt its fields only with this id.
      return refs.map(() => template);
    },
  };
  return { store, seen };
}

test('a draw from 100,000 participants reads each participant once, page by page, and the heap grows by less than 15 MiB', async () => {
  const { ctx, open, enter, draw, participations } = createRaffleFixture();
  const raffle = await open();
  await enter(raffle, 'person');
  const [template] = await participations();
  if (template === undefined) throw new Error('the participation is missing');
  const { store, seen } = createEndlessStore(ctx.store, template);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const drawn = await draw(raffle, 1, { ...ctx, store });
  const tookMs = performance.now() - started;
  expect(drawn.winners).toHaveLength(1);
  expect(seen).toMatchObject({ documents: participants, largest: 1_000, atOnce: 1 });
  // The first page has 200 entries.
  expect(seen.queries).toBe(1 + participants / 1_000);
  // All entries together would take more than 60 MB, even without their sealed fields.
  const grownMb = (seen.heapMax - before) / 2 ** 20;
  console.log(`100,000 entries: ${Math.round(tookMs)} ms, heap +${grownMb.toFixed(1)} MB`);
  expect(grownMb).toBeLessThan(15);
});

test('one draw chooses 500 of 600 participants with addresses, and another draw chooses the other 100', async () => {
  const clock = createTestClock();
  const instance = createInstance(stack(), clock);
  const key = await storeKey(instance, clock.now, 'many');
  const call = callerOf(instance.appOf('raffles'), key);
  const raffle = await call('POST', '/v1/raffles', { name: 'Sommer', policy: 'once' });
  for (let from = 0; from < 600; from += 100) {
    const batch = Array.from({ length: 100 }, (_, at) => ({
      raffle_id: raffle.body.id,
      email: `kundin-${from + at}@example.org`,
      firstname: 'Kunigunde',
      postal_address: `Weißer Weg ${at}, 00000 Köln`,
    }));
    expect((await call('POST', '/v1/raffle-participations', batch)).status).toBe(201);
  }
  const path = `/v1/raffles/${raffle.body.id}/draws`;
  const most = await call('POST', path, { count: 500 });
  expect(most.status).toBe(201);
  const rest = await call('POST', path, { count: 500 });
  expect(rest.body).toMatchObject({ drawn: 100, warnings: [{ code: 'fewer-than-asked' }] });
  const winners = [most, rest].flatMap(({ body }) => body['winners'] as readonly Body[]);
  expect(new Set(winners.map(({ email }) => email)).size).toBe(600);
});
