import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { emailKey } from '#shared/categories/email-key.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { formerKey } from '#shared/vault/normalise.ts';
import { createOldSpellings } from '../testing/create-old-spellings.ts';

const person = fc.constantFrom('anna', 'bernd.öz', 'clara+x');
const domain = fc.constantFrom('bücher.example', 'xn--bcher-kva.example', 'straße.example');

/**
 * A spelling of one of a few addresses. A letter such as `ü` in the domain is written as it is, or
 * encoded in an `xn--` label. The case of the letters varies.
 */
const spelling = fc
  .tuple(person, domain, fc.infiniteStream(fc.boolean()))
  .map(([local, host, cases]) =>
    [...`${local}@${host}`]
      .map((letter) => (letter !== 'ß' && cases.next().value ? letter.toUpperCase() : letter))
      .join(''),
  )
  .filter((address) => emailKey(address) !== undefined);

const act = fc.record({ email: spelling, isFormer: fc.boolean() });

test('after the sweep, a search with any stored spelling of an address finds all consents of the person, and an upsert changes the oldest customer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      const world = await createOldSpellings();
      const formerKeys = new Set<string>();
      for (const { email, isFormer } of acts) {
        const fields = { email, authenticated_by: 'sso' };
        if (!isFormer) await upsertRecord(world.ctx, { category: customers, body: fields });
        // Under the old rules, two spellings belonged to the same customer only if these rules gave
        // them the same form.
        const former = formerKey('email', email);
        if (isFormer && !formerKeys.has(former))
          await world.storeFormerly(customers, fields).catch(() => undefined);
        formerKeys.add(former);
        const consent = { type: 'newsletter', email };
        await world.storeFormerly(marketingConsents, consent, completeConsent);
      }
      await world.age();
      expect(await world.rekey()).toMatchObject({ complete: true, failed: 0, refused: 0 });
      for (const { email } of acts) {
        const mine = acts.filter((each) => emailKey(each.email) === emailKey(email)).length;
        const body = { email, limit: 100 };
        const consents = await searchRecords(world.ctx, { category: marketingConsents, body });
        expect(consents.items).toHaveLength(mine);
        const before = await searchRecords(world.ctx, { category: customers, body });
        const again = { email, authenticated_by: 'sso' };
        const { created, record } = await upsertRecord(world.ctx, {
          category: customers,
          body: again,
        });
        const oldest = before.items.toSorted((a, b) => a.createdAt - b.createdAt)[0];
        expect([created, record.id]).toEqual([false, oldest?.id]);
      }
    }),
    { numRuns: 25 },
  );
});
