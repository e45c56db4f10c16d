import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { categories } from '#shared/categories/registry.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import { eraseSubject } from './erase-subject.ts';
import {
  createPersonFixture,
  type Person,
  personOf,
  world,
} from './testing/create-person-fixture.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);
const conversations = ['c1', 'c2', 'c3'];

type Fixture = Awaited<ReturnType<typeof createPersonFixture>>;

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

/** All hashes that anybody can make of a person's values with the tenant's pepper. */
async function hashesOf({ ctx }: Fixture, person: Person): Promise<string[]> {
  const forms = { email: 'email', external_id: 'exact', push_endpoint: 'exact' } as const;
  const hashes = identifierNames.map((name) =>
    name === 'phone'
      ? ctx.lookup.hash('acme', name, { region: 'DE', isInternational: false }, person.phone)
      : ctx.lookup.hash('acme', name, forms[name], person[name]),
  );
  return Promise.all(hashes);
}

const textOf = ({ ref, data }: StoredDocument) =>
  `${pathOf(ref)} ${JSON.stringify(data, (_key, value: unknown) => (value instanceof Uint8Array ? '' : value))}`;

const holds = (document: StoredDocument, needles: readonly string[]) =>
  needles.some((needle) => textOf(document).includes(needle));

const conversationsOf = ({ data }: StoredDocument) =>
  [data['conversation_id'], data['instance_id']].filter((id) => id !== undefined);

/** Conversations in which a person is identified. */
function identifiedIn(documents: readonly StoredDocument[], hashes: readonly string[]) {
  return new Set(documents.filter((document) => holds(document, hashes)).flatMap(conversationsOf));
}

/** Whether a document is one of these, or hangs on them: a mark, a link, a part of a file. */
function hangsOn(owners: readonly StoredDocument[]) {
  const ids = new Set(owners.map(({ ref }) => ref.id));
  const files = new Set(owners.map(({ data }) => data['file_id']));
  return ({ ref, data }: StoredDocument): boolean => {
    const [first = ''] = ref.id.split('.');
    const recordIds = (data['record_ids'] as string[] | undefined) ?? [];
    return (
      ids.has(ref.id) ||
      ids.has(String(data['record_id'])) ||
      recordIds.some((id) => ids.has(id)) ||
      (ref.collection === 'conversation_links' && ids.has(first)) ||
      (ref.collection === 'file_chunks' && files.has(first))
    );
  };
}

test('after erasing a person nothing leads to them, and whatever was not theirs lies there byte for byte', async () => {
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

      const [hers, his] = [await hashesOf(fixture, anna), await hashesOf(fixture, bert)];
      const before = await dump();
      const [inHers, inHis] = [identifiedIn(before, hers), identifiedIn(before, his)];
      const drawnIn = new Set([...inHers].filter((id) => !inHis.has(id)));
      const own = before.filter(
        (document) =>
          holds(document, hers) || conversationsOf(document).some((id) => drawnIn.has(id)),
      );
      const isHers = hangsOn(own);
      const going = before.filter(isHers);

      const body = { scope: { subject: anna }, confirm: true };
      await eraseSubject(ctx, world, { body, idempotencyKey: 'erase-1' });

      const after = await dump();
      const texts = after.map(textOf).join('\n');
      // The mark of a request keeps its id, which is made of the caller's key and of nobody.
      const ids = going.filter(({ ref }) => ref.collection !== 'idempotency_marks');
      for (const needle of [...hers, ...Object.values(anna), ...ids.map(({ ref }) => ref.id)])
        expect(texts).not.toContain(needle);
      // The ledger names random ids, and conversations by their heads; nothing that is made of the person.
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
