import fc from 'fast-check';
import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { noticesKek, noticeValues } from '#shared/notices/collections.ts';
import { type MatchedValue, valuesPlace } from '#shared/notices/notices-with-values.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { findByUniqueFields, upsertRecord } from '#shared/records/upsert-record.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import { hashAsRecipient } from './testing/create-notice-fixture.ts';
import { createToldFixture } from './testing/create-told-fixture.ts';

const [anna, bert] = ['anna@example.org', 'bert@example.org'];

const deed = fc.record({
  does: fc.constantFrom('store', 'correct', 'delete', 'erase', 'deliver'),
  isAnna: fc.boolean(),
  isAnswered: fc.boolean(),
});

/** The HTTP status with which the recipient answers. */
let status = 204;

type Fixture = Awaited<ReturnType<typeof createToldFixture>>;

/**
 * Counts the hashes in stored notices that match a person's email: decrypts the stored hashes with
 * the keys that still exist, and compares them with the hash that the recipient would compute.
 */
async function hashesFound({ context, dump, secrets }: Fixture, email: string): Promise<number> {
  const { keyring } = await context();
  const wanted = hashAsRecipient(secrets.matching, email);
  const stored = (await dump()).filter(({ ref }) => ref.collection === noticeValues.id);
  const opened = stored.map(async ({ ref, data }) => {
    const key = await keyring.keyToOpen(ref.tenant, noticesKek, data);
    const bytes = open(key, valuesPlace(ref), data['values_aes'] as Uint8Array);
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as MatchedValue[];
  });
  return (await Promise.all(opened)).flat().filter(({ hmac }) => hmac === wanted).length;
}

async function act(fixture: Fixture, does: string, email: string, isAnswered: boolean) {
  const { context, erasePerson, run } = fixture;
  const ctx = await context();
  const category = customers;
  const found = await findByUniqueFields(ctx, category, { email });
  const body = { email, authenticated_by: 'sso', values: { at: String(fixture.clock.now) } };
  if (does === 'store' && found === undefined) await createRecords(ctx, { category, body });
  if (does === 'correct' && found !== undefined)
    await upsertRecord(ctx, { category, body, isCorrection: true });
  if (does === 'delete' && found !== undefined)
    await deleteRecord(ctx, { category, id: found.ref.id });
  if (does === 'erase') await erasePerson({ email });
  if (does !== 'deliver') return;
  status = isAnswered ? 204 : 503;
  await run();
}

test('after any history of a person, no notice that was delivered or given up identifies the person', async () => {
  let [met, rounds] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 4, maxLength: 12 }),
      fc.boolean(),
      async (history, isAnsweredAtLast) => {
        const fixture = await createToldFixture((response) => response.writeHead(status).end());
        const { clock, run, dump, notices, erasePerson } = fixture;
        await fixture.storeCustomer(anna);
        await fixture.storeCustomer(bert);
        for (const { does, isAnna, isAnswered } of history) {
          clock.now += microsPerSecond;
          await act(fixture, does, isAnna ? anna : bert, isAnswered);
        }
        clock.now += microsPerSecond;
        await erasePerson({ email: anna });
        met += await hashesFound(fixture, anna);
        rounds += 1;
        status = isAnsweredAtLast ? 204 : 503;
        // Up to six hours may pass between two attempts. After three days the sweep gives up a
        // notice.
        for (let day = 0; day < 4; day += 1) {
          clock.now += microsPerDay;
          await run();
        }
        expect((await notices()).filter(({ data }) => data['state'] === 'waiting')).toEqual([]);
        expect(await hashesFound(fixture, anna)).toBe(0);
        expect(await hashesFound(fixture, bert)).toBe(0);
        const hash = hashAsRecipient(fixture.secrets.matching, anna);
        const all = await dump();
        const texts = JSON.stringify(all, (_key, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
        );
        for (const value of [anna, hash]) expect(texts).not.toContain(value);
        // Bert may still be stored, and a notice may contain his id. No notice contains the id of
        // another stored customer.
        const told = new Set((await notices()).flatMap(({ data }) => data['records'] as string[]));
        const his = await findByUniqueFields(await fixture.context(), customers, { email: bert });
        const left = all.filter(
          ({ ref }) => ref.collection === customers.id && ref.id !== his?.ref.id,
        );
        expect(left.filter(({ ref }) => told.has(ref.id))).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
  // `met` is the number of hashes that `hashesFound` found before the deliveries. It must be at
  // least the number of rounds. If it is lower, `hashesFound` misses stored hashes, and the test
  // proves nothing.
  expect(met).toBeGreaterThanOrEqual(rounds);
}, 180_000);
