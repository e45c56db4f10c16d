import { describe, expect, test } from 'vitest';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { createTestFixture, onStore } from '#shared/records/testing/create-test-context.ts';
import { allTenants, WriteConflict } from '#shared/store/store.ts';
import { setSubject, subjectRefs } from './set-subject.ts';

const fixture = createTestFixture();
const ctx = fixture.contextOf('acme');
let conversations = 0;

/** Sets the subject of a new conversation. Returns the stored lookup hashes of the person. */
async function lookupOf(body: object): Promise<unknown> {
  conversations += 1;
  const conversationId = `c${conversations}`;
  await setSubject(ctx, { conversationId, body });
  const found = await fixture.store.getAll(subjectRefs('acme', conversationId));
  return found.flatMap((document) => document?.data['lookup'] ?? []);
}

test('different spellings of a phone number give the same person; for WhatsApp the plus may be missing', async () => {
  const known = await lookupOf({ phone: '+49 171 3920012' });
  for (const phone of ['0049 (0) 171 3920012', '0171 3920012', '(+49) 171 3920012'])
    expect(await lookupOf({ phone })).toEqual(known);
  expect(await lookupOf({ phone: '491713920012', channel: 'whatsapp' })).toEqual(known);
  for (const channel of [undefined, 'telegram'])
    expect(await lookupOf({ phone: '491713920012', channel })).not.toEqual(known);
});

test('an impossible phone number is refused', async () => {
  await expect(lookupOf({ phone: '+999 12345678' })).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/phone', rule: 'a phone number that is possible in its country' }],
  });
});

test.each([
  [{ channel: 'whatsapp' }],
  [{ phone: '+49 171 3920012', email: 'anna@example.com', channel: 'whatsapp' }],
  [{ phone: '+49 171 3920012', channel: 'Whats App' }],
  [{ external_id: 'psid-1 ' }],
  [{ external_id: 'psid\u200b-1' }],
])('%j is refused as a subject', async (body) => {
  await expect(lookupOf(body)).rejects.toMatchObject({ code: 'validation-failed' });
});

describe('the ledger notes a former subject as deleted', () => {
  const [anna, bert] = [{ email: 'anna@example.org' }, { email: 'bert@example.org' }];

  function createWorld() {
    const { clock, store, otherProcess } = createTestFixture();
    const set = (body: object, by = otherProcess('acme')) =>
      setSubject(by, { conversationId: 'c1', body });
    /** The entries in the ledger, and the instant of the present subject. */
    const noted = async () => {
      const all = { where: [], orderBy: [], limit: 9 };
      const query = { ...all, collection: ledgerEntries.id, tenant: allTenants };
      const [subject] = await store.getAll(subjectRefs('acme', 'c1'));
      const entries = (await store.query(query)).map(({ data }) => data);
      return { entries, createdAt: Number(subject?.data['created_at']) };
    };
    return { clock, store, otherProcess, set, noted };
  }

  test('even if the answer to the commit was lost', async () => {
    const { store, otherProcess, set, noted } = createWorld();
    await set(anna);
    let isLost = false;
    const commit: typeof store.commit = async (writes) => {
      const versions = await store.commit(writes);
      if (isLost || writes.every(({ ref }) => ref.collection === ledgerEntries.id)) return versions;
      isLost = true;
      throw new WriteConflict('the answer was lost');
    };
    await set(bert, onStore(otherProcess('acme'), { ...store, commit }));
    const { entries, createdAt } = await noted();
    expect(entries).toMatchObject([{ kind: 'deletion' }]);
    expect(createdAt).toBeGreaterThan(Number(entries[0]?.['at']));
  });

  test('even if two processes state different persons at the same time', async () => {
    const { store, otherProcess, set, noted } = createWorld();
    const { promise, resolve } = Promise.withResolvers<void>();
    let reads = 0;
    const get: typeof store.get = async (ref) => {
      const found = await store.get(ref);
      reads += 1;
      if (reads === 2) resolve();
      await promise;
      return found;
    };
    const both = [anna, bert].map((body) =>
      set(body, onStore(otherProcess('acme'), { ...store, get })),
    );
    await Promise.all(both);
    expect((await noted()).entries).toMatchObject([{ kind: 'deletion' }]);
  });

  test('even if a process with a faster clock has set the former subject; the new subject is dated after all entries', async () => {
    const { clock, otherProcess, set, noted } = createWorld();
    await set(anna);
    await set(bert, { ...otherProcess('acme'), now: () => clock.now + 8_000_000 });
    await set(anna);
    const { entries, createdAt } = await noted();
    expect(entries).toHaveLength(2);
    for (const { at } of entries) expect(createdAt).toBeGreaterThan(Number(at));
  });
});
