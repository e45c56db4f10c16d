import { beforeAll, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { exportSubject } from './archive/export-subject.ts';
import { unpack } from './archive/testing/unpack.ts';
import { eraseSubject } from './erase-subject.ts';
import { previewSubject } from './preview-subject.ts';
import { createPersonFixture, personOf, world } from './testing/create-person-fixture.ts';

const [own, others] = [1_000, 50_000];
const anna = personOf('anna', 1);

/** Counts reads as Firestore bills them: an answer without documents is billed as one read. */
function countReads(inner: Store) {
  const count = { reads: 0, commits: 0 };
  const tell = <T extends readonly (StoredDocument | undefined)[]>(documents: T): T => {
    count.reads += Math.max(1, documents.length);
    return documents;
  };
  const store: Store = {
    ...inner,
    get: async (ref) => tell([await inner.get(ref)])[0],
    getAll: async (refs) => tell(await inner.getAll(refs)),
    query: async (query) => tell(await inner.query(query)),
    async count(query) {
      const counted = await inner.count(query);
      count.reads += Math.max(1, Math.ceil(counted / 1_000));
      return counted;
    },
    commit(writes) {
      count.commits += 1;
      return inner.commit(writes);
    },
  };
  return { store, count };
}

let fixture: Awaited<ReturnType<typeof createPersonFixture>>;

beforeAll(async () => {
  fixture = await createPersonFixture();
  const { ctx } = fixture;
  const mine = await ctx.lookup.hash('acme', 'email', 'email', anna.email);
  const now = ctx.now();
  const entry = (id: string, email_bcrypt: string): Write => {
    const times = { created_at: now, expires_at: now + microsPerDay };
    const data = {
      ...times,
      purge_shard: purgeShard(id, 4),
      level: 'info',
      event: 'e',
      email_bcrypt,
    };
    return { kind: 'put', ref: { tenant: 'acme', collection: 'runtime_log', id }, data };
  };
  await fixture.fixture.store.commit([
    ...Array.from({ length: own }, (_, at) => entry(`own-${at}`, mine)),
    ...Array.from({ length: others }, (_, at) => entry(`other-${at}`, `other-${at % 99}`)),
  ]);
});

/**
 * The maximum number of reads for queries with an empty answer. A search makes one query for each
 * collection and each hash, and an erasure searches once more at its end.
 */
const constant = 60;

test('a preview costs one read for each record of the person, and at most a fixed number of other reads, however many records of other people exist', async () => {
  const { store, count } = countReads(fixture.fixture.store);
  const body = { email: anna.email, records: true };
  const shown = await previewSubject(onStore(fixture.ctx, store), world, { body });
  expect(shown.categories.find(({ category }) => category === 'runtime_log')?.count).toBe(own);
  expect(shown.records).toHaveLength(own);
  expect(count.reads).toBeLessThanOrEqual(own + constant);
});

test('an archive reads the person’s records once if they fit into memory, however many files the archive contains', async () => {
  const { store, count } = countReads(fixture.fixture.store);
  const body = { email: anna.email, kind: 'access', language: 'de' };
  const { archive } = await exportSubject(onStore(fixture.ctx, store), world, { body });
  const files = await unpack(archive);
  expect(files.get('csv/runtime-log.csv')?.rows).toHaveLength(own);
  expect([...files.keys()]).toEqual(['data.json', 'csv/runtime-log.csv', 'index.html']);
  // One query reads the entries of the manager log about thirty records.
  expect(count.reads).toBeLessThanOrEqual(own + Math.ceil(own / 30) + constant);
});

test('an erasure reads each record once, and one query finds the idempotency marks of up to thirty records', async () => {
  const { store, count } = countReads(fixture.fixture.store);
  const body = { scope: { subject: { email: anna.email } }, confirm: true };
  const ctx = onStore(fixture.ctx, store);
  const { erasure } = await eraseSubject(ctx, world, { body, idempotencyKey: undefined });
  expect(erasure.data['counts']).toEqual([`runtime_log=${own}`]);
  expect(count.reads).toBeLessThanOrEqual(own + Math.ceil(own / 25) + constant);
  // Three commits delete nothing: they accept the erasure, note it in the ledger, and complete it.
  expect(count.commits).toBe(own / 50 + 3);
  const query = { collection: 'runtime_log', tenant: 'acme', where: [], orderBy: [] };
  expect(await fixture.fixture.store.count(query)).toBe(others);
});
