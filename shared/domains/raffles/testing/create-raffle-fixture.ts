import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { allTenants, type StoredDocument } from '#shared/store/store.ts';
import { raffleWinners } from '../collections.ts';
import { createRaffle } from '../create-raffle.ts';
import { readDrawFile } from '../draw-file.ts';
import { drawWinners } from '../draw-winners.ts';
import { finishDraw } from '../finish-draw.ts';
import { createParticipate } from '../participate.ts';
import type { RaffleInput } from '../raffle-input.ts';

/**
 * Creates a source of bytes that gives the same bytes for the same seed (SplitMix64). They are
 * uniform enough for the statistics of these tests.
 */
export function createSeededBytes(seed: number): (count: number) => Uint8Array {
  let state = BigInt(seed) * 0x9e3779b97f4a7c15n + 1n;
  const next = () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = BigInt.asUintN(64, (state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
  return (count) => {
    const bytes = Buffer.alloc(Math.ceil(count / 8) * 8);
    for (let at = 0; at < bytes.length; at += 8) bytes.writeBigUInt64LE(next(), at);
    return bytes.subarray(0, count);
  };
}

/** Pearson's chi-square statistic of counts that should all be equal. */
export function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/**
 * The value that chi-square exceeds by chance only once in a million times, for a number of degrees
 * of freedom (Wilson and Hilferty, 1931).
 */
export function chiSquareLimit(degrees: number): number {
  const z = 4.753;
  const part = 2 / (9 * degrees);
  return degrees * (1 - part + z * Math.sqrt(part)) ** 3;
}

/** Creates a tenant in memory, with functions that create raffles, enter them and draw winners. */
export function createRaffleFixture() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const participate = createParticipate();

  async function open(input: Partial<RaffleInput> = {}, by: Context = ctx): Promise<string> {
    const body = { name: 'Sommer', policy: 'once', ...input };
    return (await createRaffle(by, { body, idempotencyKey: undefined })).answer.id;
  }

  async function enter(raffleId: string, person: string, by: Context = ctx): Promise<ClearRecord> {
    const body = { raffle_id: raffleId, email: `${person}@example.org`, firstname: person };
    const { records } = await participate(by, { body, idempotencyKey: undefined });
    const [record] = records;
    if (record === undefined) throw new Error('nothing was stored');
    return record;
  }

  /** The outcomes that draws have noted in the manager log. */
  const announced: string[] = [];
  const announce = async (outcome: string) => void announced.push(outcome);

  async function ask(raffleId: string, body: object, by: Context = ctx) {
    const input = { raffleId, body, idempotencyKey: undefined, announce };
    return (await drawWinners(by, input)).answer;
  }

  const draw = async (raffleId: string, count: number, by: Context = ctx) =>
    ask(raffleId, { count }, by);

  /** Replaces a winner, by the winner's id or by the place in a draw. */
  const replace = async (raffleId: string, replaces: unknown, by: Context = ctx) =>
    ask(raffleId, { count: 1, replaces, reason: 'declined' }, by);

  const finish = async (id: string, body: object = { public_value: null }, by: Context = ctx) =>
    finishDraw(by, { id, body, announce });

  /** The whole draw file as text, as a reader gets it. */
  async function fileOf(id: string, by: Context = ctx): Promise<string> {
    let text = '';
    for await (const part of (await readDrawFile(by, id)).lines)
      text += Buffer.from(part).toString('utf8');
    return text;
  }

  function stored(collection: string): Promise<StoredDocument[]> {
    const query = { collection, tenant: allTenants, where: [], orderBy: [], limit: 10_000 };
    return fixture.store.query(query);
  }

  return {
    fixture,
    ctx,
    participate,
    open,
    enter,
    announced,
    announce,
    ask,
    draw,
    replace,
    finish,
    fileOf,
    stored,
    participations: () => stored(raffleParticipations.id),
    winners: () => stored(raffleWinners.id),
  };
}

/** Names of the persons that a draw or a list of winners shows. */
export function namesOf(winners: readonly object[]): string[] {
  return winners.map((winner) => (winner as { firstname: string }).firstname);
}
