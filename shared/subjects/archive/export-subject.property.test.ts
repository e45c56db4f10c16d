import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { categories } from '#shared/categories/registry.ts';
import { createPersonFixture } from '../testing/create-person-fixture.ts';
import { belongingTo, hashesOf, holds } from '../testing/linked-to.ts';
import { anna, bert, dataOf, exportOf, textOf } from './testing/create-archive-fixture.ts';

const conversations = ['c1', 'c2', 'c3'];
const acts = [
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
];

const happening = fc.record({
  act: fc.constantFrom(...acts),
  isAnna: fc.boolean(),
  conversation_id: fc.option(fc.constantFrom(...conversations), { nil: undefined }),
});

test('for any stored data of two people, the archive of one person contains all data of this person and no data of the other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (history) => {
      const { ctx, acts: all, dump, draw, fixture } = await createPersonFixture();
      for (const { act, isAnna, conversation_id } of history) {
        fixture.clock.now += 1_000_000;
        await all[act]?.(isAnna ? anna : bert, { conversation_id });
      }
      await draw(1).catch(() => undefined);
      const [hers, his] = [await hashesOf(ctx, anna), await hashesOf(ctx, bert)];
      const documents = await dump();
      const shown = new Set([...categories.map(({ id }) => id), 'raffle_winners']);
      const own = documents
        .filter(belongingTo(documents, { hers, his }))
        .filter(({ ref }) => shown.has(ref.collection));
      // A caller may have stated that Anna is the subject of a conversation. Then the channel's
      // identifier in this conversation counts as Anna's, even if Bert has the same identifier.
      const foreign = his.flatMap((hash, at) =>
        own.some((document) => holds(document, [hash])) ? [] : bert[identifierNames[at] ?? 'email'],
      );

      const access = await exportOf(ctx, anna);
      const held = dataOf(access).data.flatMap(({ records }) =>
        records.map(({ id }) => String(id)),
      );
      expect(held.toSorted()).toEqual(own.map(({ ref }) => ref.id).toSorted());
      const portable = await exportOf(ctx, { ...anna, kind: 'portability' });
      for (const files of [access, portable])
        for (const value of foreign) expect(textOf(files)).not.toContain(value);
      const count = dataOf(portable).data.flatMap(({ records }) => records).length;
      expect(count).toBeLessThanOrEqual(held.length);
    }),
    { numRuns: 25 },
  );
}, 120_000);
