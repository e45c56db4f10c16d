import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { DocumentRef, Store, Write } from '#shared/store/store.ts';
import { commitOnce, createOnce, type OnceRequest } from './commit-once.ts';
import { describeRepeat } from './idempotency.ts';
import type { Mark, UniqueMarks } from './record-marks.ts';
import { createTestFixture, onStore, type TestContext } from './testing/create-test-context.ts';

const pools = { collection: 'coupon_pools', rule: () => null };
const refOf = (id: string): DocumentRef => ({ tenant: 'acme', collection: 'coupon_pools', id });
const ownWrite = (id: string): Write => ({ kind: 'create', ref: refOf(id), data: { name: id } });

let fixture: ReturnType<typeof createTestFixture>;
let ctx: TestContext;

beforeEach(async () => {
  fixture = createTestFixture();
  ctx = fixture.contextOf('acme');
  // The first request fills the caches of keys and secrets, so its calls are not counted.
  await describeRepeat(ctx, { ...pools, key: 'warm', body: 0, ids: [] });
  fixture.takeCalls();
});

type Creation = OnceRequest & { readonly unique?: UniqueMarks };

const right = () => undefined;

async function requestOf(id: string, key?: string, body: unknown = 'body'): Promise<Creation> {
  const repeat = await describeRepeat(ctx, { ...pools, key, body, ids: [id] });
  return { own: refOf(id), repeat, right };
}

/**
 * Creates the document of a request with its marks.
 * @returns how the request took effect, and the number of commits
 */
async function create({ unique, ...request }: Creation, store: Partial<Store> = {}) {
  let commits = 0;
  const effect = await createOnce(onStore(ctx, { ...ctx.store, ...store }), request, {
    prepare: async () => ({ prepared: undefined, ...(unique && { unique }) }),
    commit: async (now, _prepared, markWrites) => {
      commits += 1;
      await now.commit([ownWrite(request.own.id), ...markWrites]);
      return 'answer';
    },
  });
  return { effect, commits };
}

function markOf(id: string, expiresAt = fixture.clock.now + microsPerDay): Mark {
  const [created_at, basis_at] = [fixture.clock.now, fixture.clock.now];
  const data = { record_id: 'r', created_at, basis_at, expires_at: expiresAt, purge_shard: 0 };
  return { ref: { tenant: 'acme', collection: 'unique_marks', id }, data };
}

const taking = (...marks: Mark[]): Pick<Creation, 'unique'> => ({
  unique: { category: customers, marks, refusal: 'already-exists' },
});

describe('a record that is created once', () => {
  test('needs one commit, which also stores its marks, and no read, if there is no conflict', async () => {
    const request = { ...(await requestOf('a', 'k')), ...taking(markOf('m')) };
    expect(await create(request)).toEqual({
      effect: { by: 'this attempt', answer: 'answer' },
      commits: 1,
    });
    expect(fixture.takeCalls()).toEqual({ commit: 1 });
    expect(await ctx.store.get(markOf('m').ref)).toMatchObject({ data: { record_id: 'r' } });
  });

  test('is found by the next attempt if the answer to its commit was lost, and is not created again', async () => {
    const commit: Store['commit'] = async (writes) => {
      await ctx.store.commit(writes);
      // Behaves as if the Firestore client lost the answer and sent the commit again. The second
      // commit finds the documents of the first commit.
      return ctx.store.commit(writes);
    };
    const { effect, commits } = await create(await requestOf('a', 'k'), { commit });
    expect(effect).toMatchObject({ by: 'lost attempt', own: { ref: { id: 'a' } } });
    expect(commits).toBe(1);
  });

  test('replaces an expired mark; but it is refused if one of its marks exists and is live, or if it needs the same mark twice', async () => {
    const { now } = fixture.clock;
    const expired = markOf('m', now);
    await ctx.store.commit([expired, markOf('n')].map((mark): Write => ({ kind: 'put', ...mark })));
    const { effect } = await create({ ...(await requestOf('a')), ...taking(markOf('m')) });
    expect(effect.by).toBe('this attempt');
    for (const marks of [[markOf('n')], [markOf('o'), markOf('o')]])
      await expect(
        create({ ...(await requestOf('b')), ...taking(...marks) }),
      ).rejects.toMatchObject({ code: 'already-exists' });
    expect(await ctx.store.get(refOf('b'))).toBeUndefined();
  });
});

describe('a request with a key', () => {
  test('that was used before is answered with the first result, and creates no document', async () => {
    await create(await requestOf('a', 'k'));
    const { effect } = await create(await requestOf('b', 'k'));
    expect(effect).toMatchObject({ by: 'earlier request', documents: [{ ref: { id: 'a' } }] });
    expect(await ctx.store.get(refOf('b'))).toBeUndefined();
  });

  test('that was used before is answered with the first result, even if it would be refused now', async () => {
    await create(await requestOf('a', 'k'));
    const refuse = async (key: string) =>
      createOnce(ctx, await requestOf('b', key), {
        prepare: () => Promise.reject(new Problem('raffle-ended')),
        commit: async () => 'answer',
      });
    expect(await refuse('k')).toMatchObject({
      by: 'earlier request',
      documents: [{ ref: { id: 'a' } }],
    });
    await expect(refuse('other')).rejects.toMatchObject({ code: 'raffle-ended' });
  });

  test('is refused if its key was used with another body within a day; after a day it counts as a new request', async () => {
    await create(await requestOf('a', 'k'));
    await expect(create(await requestOf('b', 'k', 'other'))).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    });
    fixture.clock.now += microsPerDay;
    expect((await create(await requestOf('b', 'k', 'other'))).effect.by).toBe('this attempt');
  });
});

test('if another commit changes a document that a request has read, the next attempt of the request reads the document again', async () => {
  const ref = refOf('stock');
  await ctx.store.commit([{ kind: 'create', ref, data: { name: 'first' } }]);
  const seen: unknown[] = [];
  const request = { own: refOf('a'), repeat: undefined, right };
  const effect = await commitOnce(ctx, request, {
    find: async () => ({ own: undefined, repeat: undefined, stock: await ctx.store.get(ref) }),
    commit: async (now, { stock }, attempt) => {
      seen.push([attempt, stock?.data['name']]);
      if (attempt === 0) await ctx.store.commit([{ kind: 'put', ref, data: { name: 'second' } }]);
      if (stock === undefined) throw new Error('no stock');
      const { version } = stock;
      await now.commit([{ kind: 'delete', ref, version }, ownWrite('a')]);
    },
  });
  expect(effect.by).toBe('this attempt');
  expect(seen).toEqual([
    [0, 'first'],
    [1, 'second'],
  ]);
});
