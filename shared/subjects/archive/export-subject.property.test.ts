import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { createPersonFixture } from '../testing/create-person-fixture.ts';
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

const named = (hash: unknown, { data }: StoredDocument) => Object.values(data).includes(hash);
const places = ({ data }: StoredDocument) =>
  [data['conversation_id'], data['instance_id']].filter((id) => id !== undefined);

test('for any stored data of two people, the archive of one person contains all of their data and none of the other’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (history) => {
      const { ctx, acts: all, dump, draw, fixture } = await createPersonFixture();
      for (const { act, isAnna, conversation_id } of history) {
        fixture.clock.now += 1_000_000;
        await all[act]?.(isAnna ? anna : bert, { conversation_id });
      }
      await draw(1).catch(() => undefined);
      const hashesOf = async (person: typeof anna) => {
        const region = { region: 'DE', isInternational: false };
        const forms = [
          ['email', 'email'],
          ['phone', region],
          ['external_id', 'exact'],
          ['push_endpoint', 'exact'],
        ] as const;
        return Promise.all(
          forms.map(([name, form]) => ctx.lookup.hash('acme', name, form, person[name])),
        );
      };
      const [hers, his] = [await hashesOf(anna), await hashesOf(bert)];
      const documents = await dump();
      const isOf = (hashes: readonly string[]) => (document: StoredDocument) =>
        hashes.some((hash) => named(hash, document));
      const [isHers, isHis] = [isOf(hers), isOf(his)];
      const withHim = new Set(documents.filter(isHis).flatMap(places));
      const drawnIn = new Set(
        documents
          .filter(isHers)
          .flatMap(places)
          .filter((id) => !withHim.has(id)),
      );
      const shown = new Set([...categories.map(({ id }) => id), 'raffle_winners']);
      const own = documents.filter(
        (document) =>
          shown.has(document.ref.collection) &&
          (isHers(document) || places(document).some((id) => drawnIn.has(id))),
      );

      const access = await exportOf(ctx, anna);
      const held = dataOf(access).data.flatMap(({ records }) =>
        records.map(({ id }) => String(id)),
      );
      expect(held.toSorted()).toEqual(own.map(({ ref }) => ref.id).toSorted());
      const portable = await exportOf(ctx, { ...anna, kind: 'portability' });
      for (const files of [access, portable])
        for (const value of Object.values(bert)) expect(textOf(files)).not.toContain(value);
      const count = dataOf(portable).data.flatMap(({ records }) => records).length;
      expect(count).toBeLessThanOrEqual(held.length);
    }),
    { numRuns: 25 },
  );
}, 120_000);
