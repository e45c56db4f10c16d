import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { hashEntry } from './entry-hash.ts';
import type { EntryPlace } from './entry-place.ts';
import {
  createLogFixture,
  entryOf,
  type LogFixture,
  minute,
} from './testing/create-log-fixture.ts';
import { at } from './testing/item-at.ts';
import { readWitness, type Witness } from './verification/witness.ts';

async function* linesOf(...lines: readonly unknown[]) {
  for (const line of lines) yield typeof line === 'string' ? line : JSON.stringify(line);
}

/**
 * Creates four entries in the present hour, which is not sealed yet, and the log lines of their
 * requests.
 */
async function createUnsealed() {
  const fixture = createLogFixture();
  const writer = fixture.newWriter();
  const places: EntryPlace[] = [];
  for (const number of [1, 2, 3, 4]) {
    places.push(await writer.record(entryOf(number)));
    fixture.clock.now += minute;
  }
  const requests = places.map((place) => ({ message: 'request', manager_log: [place] }));
  return { fixture, witness: await readWitness(linesOf(...requests)), places };
}

/**
 * Rewrites the entries from an index on, so that each entry contains the new hash of the previous
 * entry. A person with access to the database could do this.
 */
async function rewriteFrom(fixture: LogFixture, index: number): Promise<void> {
  const entries = await fixture.entries();
  let before = at(entries, index - 1).data;
  for (const entry of entries.slice(index)) {
    const data = { ...entry.data, action: 'customers.list', prev: before['entry_hash'] };
    before = { ...data, entry_hash: hashEntry(entry.ref, data) };
    await fixture.tamper(entry, before);
  }
}

describe('before an hour is sealed, the comparison with log lines', () => {
  test('reports no problem if the log is correct', async () => {
    const { fixture, witness } = await createUnsealed();
    expect(await fixture.verify('acme', witness)).toMatchObject({ witnessed: 4, problems: [] });
  });

  test('finds entries that were rewritten together with the hashes in their chain; no other check finds them', async () => {
    const { fixture, witness } = await createUnsealed();
    await rewriteFrom(fixture, 2);
    expect(await fixture.problems()).toEqual([]);
    expect(await fixture.problems('acme', witness)).toEqual(
      Array(2).fill('witnessed-entry-missing'),
    );
  });

  test('finds that the last entry was removed, and states its place', async () => {
    const { fixture, witness, places } = await createUnsealed();
    await fixture.remove(at(await fixture.entries(), -1));
    expect(await fixture.problems()).toEqual([]);
    const { problems } = await fixture.verify('acme', witness);
    expect(problems).toEqual([
      {
        code: 'witnessed-entry-missing',
        tenant: 'acme',
        hour: '2026-01-15T12',
        place: `writer ${places[0]?.chain}, 3`,
      },
    ]);
  });

  test('reports no problem about another tenant or about expired entries', async () => {
    const { fixture, witness } = await createUnsealed();
    await fixture.remove(...(await fixture.entries()));
    expect(await fixture.problems('beta', witness)).toEqual([]);
    fixture.clock.now += 181 * microsPerDay;
    expect(await fixture.problems('acme', witness)).toEqual([]);
  });
});

test('after an hour is sealed, rewritten entries are found even without log lines', async () => {
  const { fixture, witness } = await createUnsealed();
  fixture.clock.now += microsPerDay;
  await fixture.seal();
  await rewriteFrom(fixture, 2);
  expect(await fixture.problems()).not.toEqual([]);
  expect(await fixture.problems('acme', witness)).toContain('witnessed-entry-missing');
});

test('only log lines show that the latest seal was removed together with the entries of its hour', async () => {
  const { fixture } = await createUnsealed();
  fixture.clock.now += microsPerDay;
  await fixture.newWriter().record(entryOf(9));
  fixture.clock.now += microsPerDay;
  await fixture.seal();
  const made = fixture.made.map((seal) => ({ message: 'hour sealed', ...seal }));
  const witness = await readWitness(linesOf(...made));
  expect(await fixture.problems('acme', witness)).toEqual([]);
  const last = (await fixture.entries()).filter(({ data }) => data['target'] === 'record.9');
  await fixture.remove(at(await fixture.seals(), -1), ...last);
  expect(await fixture.problems()).toEqual([]);
  expect(await fixture.problems('acme', witness)).toEqual(['witnessed-seal-missing']);
  fixture.clock.now += 361 * microsPerDay;
  expect(await fixture.problems('acme', witness)).not.toContain('witnessed-seal-missing');
});

test('the places of entries and the seals are found among other log lines; a line can also have the form in which Cloud Logging exports it', async () => {
  const { places } = await createUnsealed();
  const [one, two] = places;
  const seal = { message: 'hour sealed', tenant: 'acme', hour: '2026-01-15T12', number: 1 };
  const read: Witness = await readWitness(
    linesOf(
      { message: 'request', manager_log: [one] },
      { insertId: 'x', jsonPayload: { message: 'request', manager_log: [two, one] } },
      { ...seal, entries: 4, seal_hash: 'a1' },
      { message: 'request', status: 200 },
      { message: 'request', manager_log: [{ tenant: 'acme' }] },
      '',
      'no JSON',
      'null',
    ),
  );
  expect(read.places).toEqual([one, two, one]);
  expect(read.seals).toMatchObject([{ number: 1, seal_hash: 'a1' }]);
});
