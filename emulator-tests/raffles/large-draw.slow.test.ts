import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import {
  createRaffleFixture,
  namesOf,
} from '#shared/domains/raffles/testing/create-raffle-fixture.ts';
import { verifyDraw } from '#shared/domains/raffles/verification/verify-draw.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { Query, StoredDocument, Version } from '#shared/store/store.ts';

/** The smallest number of entries. The test makes whole pages of entries, so there may be more. */
const entries = 100_000;
/**
 * The number of bytes that a draw may keep in memory for each entry. If a draw kept the documents,
 * it would need several times as many bytes.
 */
const bytesEach = 60;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Returns the bytes in use after a garbage collection. */
function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('a draw from a hundred thousand entries keeps at most 60 bytes for each entry, and the draw can be verified', async () => {
  const { ctx, fixture, open, enter, ask, fileOf } = createRaffleFixture();
  const raffle = await open();
  const people = ['anna', 'bela', 'cem'];
  for (const person of people) await enter(raffle, person);
  const now = fixture.clock.now;
  let made = 0;
  let most = 0;
  const before = bytesInUse();
  /**
   * Makes a page of entries that are not stored. If the draw chooses such an entry as a winner, it
   * cannot read the entry, and skips it.
   */
  const pageOf = ({ limit, tenant, collection }: Query): StoredDocument[] => {
    if (made % 20_000 === 0) most = Math.max(most, bytesInUse());
    return Array.from({ length: limit }, () => {
      made += 1;
      const data = {
        created_at: now - made,
        expires_at: now + microsPerDay,
        email_bcrypt: randomBytes(40).toString('base64'),
      };
      const ref = { tenant, collection, id: randomBytes(16).toString('hex') };
      return { ref, data, version: '1' as Version };
    });
  };
  const store = {
    ...fixture.store,
    query: async (query: Query) => {
      const isOfEntries = query.collection === raffleParticipations.id;
      if (!isOfEntries) return fixture.store.query(query);
      if (made < entries) return pageOf(query);
      const { startAfter: _place, ...fromTheStart } = query;
      return fixture.store.query(fromTheStart);
    },
  };
  const draw = await ask(raffle, { count: 100 }, onStore(ctx, store));
  most = Math.max(most, bytesInUse());
  expect(draw.check).toMatchObject({ entrants: made + people.length });
  expect(namesOf(draw.winners).toSorted()).toEqual(people);
  expect((most - before) / made).toBeLessThan(bytesEach);
  expect(await verifyDraw(await fileOf(draw.id))).toMatchObject({ isValid: true });
}, 300_000);
