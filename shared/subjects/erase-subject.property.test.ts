import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { pathOf } from '#shared/store/store.ts';
import { eraseSubject } from './erase-subject.ts';
import { createPersonFixture, personOf, world } from './testing/create-person-fixture.ts';
import { belongingTo, hashesOf, textOf } from './testing/linked-to.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);
const conversations = ['c1', 'c2', 'c3'];

const actNames = [
  'say',
  'understand',
  'message',
  'trace',
  'signIn',
  'upload',
  'consent',
  'emit',
  'earn',
  'redeem',
  'enter',
  'win',
  'introduce',
] as const;

const happening = fc.record({
  act: fc.constantFrom(...actNames),
  isAnna: fc.boolean(),
  conversation_id: fc.option(fc.constantFrom(...conversations), { nil: undefined }),
  isKeyed: fc.boolean(),
});

test('after the erasure of a person no document contains an identifier of the person, and the documents of others are unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 30 }), async (history) => {
      const fixture = await createPersonFixture();
      const { ctx, acts, dump, remembered, draw, fixture: inMemory } = fixture;
      for (const [at, { act, isAnna, isKeyed, ...place }] of history.entries()) {
        inMemory.clock.now += 1_000_000;
        const occasion = { ...place, ...(isKeyed && { idempotencyKey: `key-${at}` }) };
        await acts[act]?.(isAnna ? anna : bert, occasion);
      }
      await draw(1).catch(() => undefined);

      const [hers, his] = [await hashesOf(ctx, anna), await hashesOf(ctx, bert)];
      const before = await dump();
      const isHers = belongingTo(before, { hers, his });
      const going = before.filter(isHers);

      const body = { scope: { subject: anna }, confirm: true };
      await eraseSubject(ctx, world, { body, idempotencyKey: 'erase-1' });

      const after = await dump();
      const texts = after.map(textOf).join('\n');
      // An erasure does not delete an idempotency mark. The mark's id is made from the
      // `Idempotency-Key` of a caller and identifies nobody.
      const ids = going.filter(({ ref }) => ref.collection !== 'idempotency_marks');
      for (const needle of [...hers, ...Object.values(anna), ...ids.map(({ ref }) => ref.id)])
        expect(texts).not.toContain(needle);
      // The ledger contains random ids and the ids of conversation heads. None of these ids is
      // computed from data of the person.
      const made = going.filter(({ ref }) =>
        /^(?:unique_marks|raffle_winners)$/.test(ref.collection),
      );
      const ledger = (await remembered()).map(textOf).join('\n');
      for (const needle of [...hers, ...Object.values(anna), ...made.map(({ ref }) => ref.id)])
        expect(ledger).not.toContain(needle);
      const records = going.filter(({ ref }) => categories.some(({ id }) => id === ref.collection));
      for (const { ref } of records) expect(ledger).toContain(`${ref.collection}/${ref.id}`);
      const now = new Map(after.map((document) => [pathOf(document.ref), document]));
      for (const document of before)
        if (!isHers(document)) {
          const kept = now.get(pathOf(document.ref));
          expect([kept?.version, kept?.data]).toEqual([document.version, document.data]);
        }
    }),
    { numRuns: 30 },
  );
}, 120_000);
