import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { deleteRecord } from './delete-record.ts';
import { listRecords } from './list-records.ts';
import { lookupRecord } from './lookup-record.ts';
import type { ClearRecord } from './record.ts';
import { createTestFixture } from './testing/create-test-context.ts';
import { scheduleStore } from './testing/schedule-store.ts';
import { touchRecord } from './touch-record.ts';
import { upsertRecord } from './upsert-record.ts';

type Played = {
  readonly category: Category;
  readonly unique: object;
  readonly bodyOf: (at: number) => object;
};

const session: Played = {
  category: messengerSessions,
  unique: { channel: 'whatsapp', external_id: 'wa-1' },
  bodyOf: (at) => ({
    channel: 'whatsapp',
    external_id: 'wa-1',
    conversation_id: 'c',
    state: { at },
  }),
};
const customer: Played = {
  category: customers,
  unique: { email: 'anna@example.com' },
  bodyOf: (at) => ({
    email: at % 2 === 0 ? 'Anna@example.com' : 'anna@EXAMPLE.com',
    authenticated_by: 'sso',
    values: { at },
  }),
};

const step = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('upsert' as const), by: fc.nat(2) }), weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant('delete' as const), pick: fc.nat() }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('touch' as const), pick: fc.nat() }), weight: 1 },
  {
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      micros: fc.oneof(fc.nat(2 * microsPerSecond), fc.nat(200 * microsPerDay)),
    }),
    weight: 1,
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 4,
});

const isToldToCaller = (error: unknown) =>
  error instanceof Problem && ['record-not-found', 'contention'].includes(error.code);

function createWorld(scheduler: fc.Scheduler, { category, bodyOf }: Played) {
  const fixture = createTestFixture([category]);
  const processes = [0, 1, 2].map(() => ({
    ...fixture.otherProcess('acme'),
    store: scheduleStore(scheduler, fixture.store),
  }));
  const ctx = fixture.contextOf('acme');
  const [deleting] = processes;
  const answers: ClearRecord[] = [];
  let sent = 0;

  async function carryOut(each: Step): Promise<void> {
    if (each.kind === 'advance') {
      await scheduler.schedule(Promise.resolve(), 'advance');
      fixture.clock.now += each.micros;
      return;
    }
    if (each.kind === 'upsert') {
      sent += 1;
      const by = processes[each.by] ?? ctx;
      const { record } = await upsertRecord(by, { category, body: bodyOf(sent) });
      answers.push(record);
      return;
    }
    const picked = answers[each.pick % Math.max(1, answers.length)];
    if (picked === undefined || deleting === undefined) return;
    const input = { category, id: picked.id };
    if (each.kind === 'touch') await touchRecord(deleting, input);
    else await deleteRecord(deleting, input);
  }
  return { fixture, ctx, answers, carryOut };
}

/**
 * Checks that at most one record is live. A live record must have values that one caller sent, and
 * a lookup by its unique values must find it.
 */
async function checkLive(
  { ctx, answers }: ReturnType<typeof createWorld>,
  { category, unique }: Played,
): Promise<ClearRecord | undefined> {
  const { items } = await listRecords(ctx, { category, filters: [], page: { limit: 50 } });
  expect(items.length).toBeLessThanOrEqual(1);
  const [live] = items;
  const looked = lookupRecord(ctx, { category, body: unique });
  if (live === undefined) {
    await expect(looked).rejects.toMatchObject({ code: 'record-not-found' });
    return undefined;
  }
  expect((await looked).id).toBe(live.id);
  const same = answers.filter(({ id }) => id === live.id);
  expect(same.map(({ fields }) => fields)).toContainEqual(live.fields);
  return live;
}

test.each([
  ['messenger session', session],
  ['customer', customer],
] as const)(
  'in random orders of upserts, deletions, interactions and expiry, at most one %s is live, and a lookup finds it',
  async (_name, played) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, all) => {
        const world = createWorld(scheduler, played);
        const expiries = new Map<string, Instant>();
        for (const round of all) {
          const work = round.map((each) =>
            world.carryOut(each).catch((error: unknown) => {
              if (!isToldToCaller(error)) throw error;
            }),
          );
          await scheduler.waitFor(Promise.all(work));
          const live = await checkLive(world, played);
          if (live === undefined) continue;
          const known = expiries.get(live.id) ?? 0;
          expiries.set(live.id, live.expiresAt);
          const fromCreation = expiryOf(
            everythingOn(),
            played.category,
            live.fields,
            live.createdAt,
          );
          if (played.category.retention.basis === 'created')
            expect(live.expiresAt).toBe(fromCreation);
          else expect(live.expiresAt).toBeGreaterThanOrEqual(Math.max(known, fromCreation));
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  },
  60_000,
);
