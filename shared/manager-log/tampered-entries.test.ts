import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { hashEntry } from './entry-hash.ts';
import { createLogFixture, createSealedLog, entryOf } from './testing/create-log-fixture.ts';
import { at } from './testing/item-at.ts';

/** Returns the changes of an entry, together with the hash that matches the changed entry. */
function rehashed({ ref, data }: StoredDocument, changes: DocumentData): DocumentData {
  const changed = { ...data, ...changes };
  return { ...changes, entry_hash: hashEntry(ref, changed) };
}

describe('the verification finds in a sealed hour', () => {
  test.each([
    ['action', 'customers.list'],
    ['target', 'record.999'],
    ['outcome', undefined],
    ['conversation_id', 'conv-1'],
    ['due_at', 1_768_478_400_000_001],
    ['created_at', 1_768_478_400_000_001],
    ['expires_at', 1_768_478_400_000_001],
    ['seq', 77],
    ['writer', 'f'.repeat(32)],
    ['prev', 'f'.repeat(64)],
    ['dek', 'f'.repeat(32)],
    ['content_digest', 'f'.repeat(64)],
  ])('an edited %s, even if the hash of the entry was computed again', async (field, value) => {
    for (const index of [0, 4, 9]) {
      const fixture = await createSealedLog(2, 5);
      const entry = at(await fixture.entries(), index);
      await fixture.tamper(entry, { [field]: value });
      expect((await fixture.problems()).length).toBeGreaterThan(0);
      await fixture.tamper(entry, rehashed(entry, { [field]: value }));
      expect((await fixture.problems()).length).toBeGreaterThan(0);
    }
  });

  test.each(['actor_aes', 'ip_aes'])(
    'a value of %s that was edited, removed, or copied from another entry',
    async (field) => {
      const fixture = await createSealedLog(1, 3);
      const [one, two] = await fixture.entries();
      if (one === undefined || two === undefined) throw new Error('no entries');
      const flipped = Buffer.from(one.data[field] as Uint8Array);
      flipped[20] = (flipped[20] ?? 0) ^ 1;
      for (const value of [new Uint8Array(flipped), two.data[field], undefined]) {
        await fixture.tamper(one, { [field]: value });
        expect(await fixture.problems()).toContain('content-changed');
      }
      const nothing = { actor_aes: undefined, ip_aes: undefined, actor_mark: undefined };
      await fixture.tamper(one, nothing);
      expect(await fixture.problems()).toEqual(['content-removed']);
      await fixture.tamper(one, { [field]: undefined, blanked_at: fixture.clock.now });
      expect(await fixture.problems()).toEqual(['content-changed']);
      await fixture.tamper(one, { actor_mark: undefined });
      expect(await fixture.problems()).toEqual(['content-changed']);
    },
  );

  test('an earlier expiry without a signed note about a shorter retention', async () => {
    const fixture = await createSealedLog(1, 3);
    const entry = at(await fixture.entries(), 1);
    await fixture.tamper(entry, { expires_at: Number(entry.data['expires_at']) - microsPerDay });
    expect(await fixture.problems()).toEqual(['expiry-changed']);
  });

  test('a removed entry in the middle of a chain, and the place of the gap', async () => {
    const fixture = await createSealedLog(2, 5);
    const entries = await fixture.entries();
    await fixture.remove(at(entries, 3));
    const { problems } = await fixture.verify();
    const { ref, data } = at(entries, 4);
    expect(problems[0]).toEqual({
      code: 'entry-missing',
      tenant: 'acme',
      hour: '2026-01-15T12',
      place: `entry ${ref.id} (writer ${String(data['writer'])}, 4)`,
    });
  });

  test('a removed last entry of a chain in an hour, even if the chain continues on the next day', async () => {
    const fixture = createLogFixture();
    const [ended, goesOn] = [fixture.newWriter(), fixture.newWriter()];
    for (let number = 0; number < 4; number += 1) {
      await ended.record(entryOf(number));
      await goesOn.record(entryOf(number + 10));
    }
    fixture.clock.now += microsPerDay;
    await goesOn.record(entryOf(20));
    await fixture.seal();
    const entries = await fixture.entries();
    const last = entries.filter(({ data }) => data['seq'] === 3);
    expect(last).toHaveLength(2);
    for (const entry of last) {
      await fixture.remove(entry);
      expect(await fixture.problems()).toContain('sealed-entry-missing');
      await fixture.tamper(entry, {});
      expect(await fixture.problems()).toEqual([]);
    }
  });

  test('that all its entries, its seal, or both were removed', async () => {
    const fixture = await createSealedLog(4, 3);
    const ofDay = (await fixture.entries()).filter(({ data }) =>
      new Date(Number(data['created_at']) / 1_000).toISOString().startsWith('2026-01-16'),
    );
    expect(ofDay).toHaveLength(3);
    const seal = at(await fixture.seals(), 1);
    await fixture.remove(...ofDay);
    expect(await fixture.problems()).toContain('sealed-entry-missing');
    await fixture.remove(seal);
    expect(await fixture.problems()).toEqual(
      expect.arrayContaining(['entry-missing', 'seal-missing']),
    );
    for (const entry of ofDay) await fixture.tamper(entry, {});
    expect(await fixture.problems()).toContain('seal-missing');
  });

  test('that the latest seal was removed, if its hour ended at least three hours ago', async () => {
    const fixture = await createSealedLog(2, 3);
    await fixture.remove(at(await fixture.seals(), -1));
    expect(await fixture.problems()).toContain('hour-not-sealed');
  });

  test('two entries whose times, numbers or other fields were exchanged', async () => {
    const fixture = await createSealedLog(1, 4);
    const [, one, two] = await fixture.entries();
    if (one === undefined || two === undefined) throw new Error('no entries');
    const swaps: readonly (readonly string[])[] = [
      ['created_at'],
      ['seq'],
      ['seq', 'prev', 'created_at', 'expires_at', 'due_at', 'prev_created_at', 'prev_due_at'],
      Object.keys(one.data),
    ];
    for (const fields of swaps) {
      const take = (from: StoredDocument) =>
        Object.fromEntries(fields.map((field) => [field, from.data[field]]));
      await fixture.tamper(one, take(two));
      await fixture.tamper(two, take(one));
      expect((await fixture.problems()).length).toBeGreaterThan(1);
      await fixture.tamper(one, rehashed(one, take(two)));
      await fixture.tamper(two, rehashed(two, take(one)));
      expect((await fixture.problems()).length).toBeGreaterThan(1);
    }
  });

  test('an entry that was added later, with a new sequence number or an existing one', async () => {
    const fixture = await createSealedLog(2, 3);
    const entries = await fixture.entries();
    const end = at(entries, 2);
    const ref = { ...end.ref, id: 'e'.repeat(32) };
    for (const changes of [
      {
        seq: 99,
        prev: end.data['entry_hash'],
        prev_created_at: end.data['created_at'],
        prev_due_at: end.data['due_at'],
      },
      {
        seq: 0,
        writer: 'f'.repeat(32),
        prev: undefined,
        prev_created_at: undefined,
        prev_due_at: undefined,
      },
      {},
    ]) {
      const data = Object.fromEntries(
        Object.entries({ ...end.data, ...changes }).filter(([, value]) => value !== undefined),
      );
      await fixture.tamper({ ...end, ref, data }, { entry_hash: hashEntry(ref, data) });
      expect(await fixture.problems()).toContain('entry-not-sealed');
    }
    expect(await fixture.problems()).toContain('sequence-repeated');
    await fixture.tamper(
      { ...end, ref, data: {} },
      { created_at: end.data['created_at'], expires_at: end.data['expires_at'] },
    );
    expect(await fixture.problems()).toContain('entry-unchained');
  });
});
