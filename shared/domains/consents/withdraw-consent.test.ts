import { expect, test } from 'vitest';
import { createInstantSequence } from '#shared/base/time/clock.ts';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { marketingConsents as category } from '#shared/categories/marketing-consents.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import { WriteConflict } from '#shared/store/store.ts';
import { completeConsent as complete } from './complete-consent.ts';
import { confirmConsent } from './confirm-consent.ts';
import { readProof } from './read-proof.ts';
import { withdrawConsent } from './withdraw-consent.ts';

function createWorld() {
  const fixture = createTestFixture();
  const { clock, store } = fixture;
  const ctx = fixture.contextOf('acme');
  const now = () => clock.now + 8 * microsPerSecond;
  /** A process whose clock is eight seconds ahead. */
  const ahead = { ...ctx, now, nextInstants: createInstantSequence(now) };
  const give = async (by = ctx, opt_in = 'single') => {
    const body = { type: 'newsletter', email: 'anna@example.com', opt_in };
    return (await createRecords(by, { category, body, complete })).records[0]?.id ?? '';
  };
  const statusOf = async (id: string) => (await readProof(ctx, { id })).status;
  return { clock, store, ctx, ahead, give, statusOf };
}

test('a repeated withdrawal withdraws no consent that was given after the first withdrawal, even if a sweep has written the withdrawn consent again', async () => {
  const { clock, store, ctx, give, statusOf } = createWorld();
  const old = await give();
  await withdrawConsent(ctx, { id: old });
  clock.now += microsPerDay;
  const anew = await give();
  // A sweep writes the withdrawn consent again, for example because the retention was shortened.
  const ref = { tenant: 'acme', collection: category.id, id: old };
  await store.commit([{ kind: 'update', ref, data: { expires_at: clock.now + microsPerDay } }]);
  await withdrawConsent(ctx, { id: old });
  expect(await statusOf(anew)).toBe('confirmed');
});

test('if the answer to the first commit is lost, the request still withdraws all consents that were given before the request', async () => {
  const { store, ctx, ahead, give, statusOf } = createWorld();
  const own = await give();
  const others = [];
  for (let count = 0; count < 101; count += 1) others.push(await give(ahead));
  const commit: typeof store.commit = async (writes) => {
    const versions = await store.commit(writes);
    if (writes.some(({ ref }) => ref.id === own)) throw new WriteConflict('the answer was lost');
    return versions;
  };
  await withdrawConsent(onStore(ctx, { ...store, commit }), { id: own });
  const states = await Promise.all([own, ...others].map(statusOf));
  expect(new Set(states)).toEqual(new Set(['withdrawn']));
});

test('the time of a withdrawal is not before the time of the consent or of its confirmation, even if a process with a faster clock set that time', async () => {
  const { clock, ctx, ahead, give } = createWorld();
  const confirmed = await give(ctx, 'double');
  await confirmConsent(ahead, { id: confirmed, body: {} });
  const given = await give(ahead);
  clock.now += microsPerSecond;
  await withdrawConsent(ctx, { id: confirmed });
  for (const id of [confirmed, given]) {
    const proof = await readProof(ctx, { id });
    expect(proof).toMatchObject({ status: 'withdrawn', withdrawn: { at: proof.confirmed.at } });
  }
});
