import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { allTenants, type Store } from '#shared/store/store.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { closePool } from './close-pool.ts';
import { readPool } from './pool.ts';
import { codeOf, codesOf, processOf } from './testing/create-coupon-fixture.ts';
import { interleave } from './testing/interleave.ts';

const step = fc.oneof(
  fc.record({ kind: fc.constant('emit' as const), customer: fc.nat({ max: 9 }) }),
  fc.record({ kind: fc.constant('load' as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('close' as const) }),
);
const scenario = fc.record({
  stock: fc.nat({ max: 6 }),
  steps: fc.array(fc.record({ process: fc.nat({ max: 1 }), step }), { minLength: 1, maxLength: 8 }),
  /** The process that is killed, and the number of the write at which it is killed. */
  killed: fc.option(fc.record({ process: fc.nat({ max: 1 }), fatal: fc.nat({ max: 6 }) })),
  scheduler: fc.scheduler(),
});

function storedIn(store: Store, collection: string) {
  const all = { tenant: allTenants, where: [], orderBy: [], limit: 10_000 };
  return store.query({ ...all, collection });
}

test('for any order of requests and any killed process, each loaded code is either given out once or counted as deleted', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ stock, steps, killed, scheduler }) => {
      const fixture = createTestFixture();
      const calm = processOf(fixture.contextOf('acme'));
      const { id } = await calm.pool({ policy: 'unrestricted' });
      if (stock > 0) await calm.load(id, codesOf(stock));
      const contexts = [fixture.contextOf('acme'), fixture.otherProcess('acme')];
      const processes = contexts.map((ctx, index) => {
        const fatal = killed?.process === index ? killed.fatal : Number.POSITIVE_INFINITY;
        const { store } = createKilledStore(interleave(fixture.store, scheduler), fatal);
        return processOf({ ...ctx, store });
      });
      const told = new Set<string>();
      const refused: unknown[] = [];
      for (const [index, { process, step: act }] of steps.entries()) {
        const own = processes[process] ?? calm;
        const work = async () => {
          if (act.kind === 'load') await own.load(id, codesOf(act.count, `L${index}`));
          else if (act.kind === 'close')
            await closePool(own.ctx, { poolId: id, body: { confirm: true } });
          else told.add(codeOf(await own.emit(id, `c${act.customer}@example.org`)));
        };
        void work().catch((error: unknown) => refused.push(error));
      }
      await scheduler.waitIdle();
      const allowed = ['pool-closed', 'pool-empty', 'contention'];
      for (const error of refused)
        expect(allowed).toContain((error as { readonly code?: string }).code);

      const { pool } = await closePool(calm.ctx, { poolId: id, body: { confirm: true } });
      const marks = await storedIn(fixture.store, 'coupon_stock');
      const records = await storedIn(fixture.store, 'coupon_codes');
      expect(marks.filter(({ data }) => data['state'] !== 'used')).toEqual([]);
      expect(await storedIn(fixture.store, 'coupon_packs')).toEqual([]);
      expect(records).toHaveLength(marks.length);
      expect(marks.length).toBeGreaterThanOrEqual(told.size);
      const [document] = await storedIn(fixture.store, 'coupon_pools');
      expect(document && readPool(document)).toEqual(pool);
      expect(pool).toMatchObject({ state: 'closed', deleted: pool.loaded - marks.length });
      await expect(calm.emit(id, 'late@example.org')).rejects.toMatchObject({
        code: 'pool-closed',
      });
    }),
    { numRuns: 150 },
  );
});
