import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { PageRequest } from '#shared/records/page.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { runErase } from '#shared/sweeps/erasure/run-erase.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { erasures } from '../collections.ts';
import { eraseSubject } from '../erase-subject.ts';
import { renderErasure } from '../erasure.ts';
import { world } from '../testing/create-person-fixture.ts';
import { receipts } from './collections.ts';
import { goneAfterMicros } from './keys-gone-by.ts';
import { listReceipts, readErasureReceipt, renderReceipt } from './read-receipts.ts';
import { aboutErasure, hashReceipt, type Receipt } from './receipt.ts';
import { anna, bert, createReceiptsFixture } from './testing/create-receipts-fixture.ts';
import { commitTo, decodeSalt } from './verification/commitment.ts';

type Fixture = Awaited<ReturnType<typeof createReceiptsFixture>>;
type ErasureReceipt = Extract<Receipt, { kind: 'erasure' }>;

const saidBy = ({ data }: StoredDocument): ErasureReceipt =>
  decodeJwt(String(data['jws'])) as unknown as ErasureReceipt;

function sweepDeps({ fixture, issuing }: Fixture) {
  return {
    ...issuing(),
    store: fixture.store,
    monotonic: () => 0,
    budgetSeconds: 60,
    onOverdue: () => undefined,
    onEnding: () => undefined,
    onFailure: (error: unknown) => {
      throw error;
    },
  };
}

async function sweepLater(fixture: Fixture) {
  fixture.fixture.clock.now += 61 * microsPerSecond;
  return runErase(sweepDeps(fixture));
}

test('the receipt of an erasure states the counts, the data keys and the data that is not deleted, but nothing that identifies the person', async () => {
  const fixture = await createReceiptsFixture();
  const { fixture: inMemory, ctx } = fixture;
  const customer = (await fixture.dump()).find(({ ref }) => ref.collection === customers.id);
  const { erasure, salt } = await fixture.erase({ subject: anna });
  const [document] = await fixture.stored();
  if (document === undefined || customer === undefined)
    throw new Error('the receipt or the customer is missing');
  const jws = String(document.data['jws']);
  expect(decodeProtectedHeader(jws)).toEqual({
    alg: 'ES256',
    typ: 'mayfly-receipt+jws',
    kid: 'receipts/1',
  });
  const told = renderErasure(erasure, world.categories);
  const receipt = saidBy(document);
  expect(receipt).toMatchObject({
    kind: 'erasure',
    tenant: 'acme',
    number: 1,
    previous: null,
    erasure: erasure.ref.id,
    asked_by: ['email', 'phone', 'external_id', 'push_endpoint'],
    categories: told.categories,
    beside: told.beside,
    accepted_at: told.created_at,
    fenced_at: null,
    completed_at: told.completed_at,
    copies_gone_by: formatInstant(inMemory.clock.now + 7 * microsPerDay),
  });
  expect(told).toMatchObject({ receipt_number: 1, status: 'complete' });
  expect(told.expires_at).toMatch(/^\d{4}-01-02T00:00:00.000Z$/);
  expect(told.expires_at).toBe(formatInstant(document.data['expires_at'] as number));
  expect(receipt.categories).toHaveLength(11);
  expect(new Set(receipt.keys.map(({ category }) => category))).toEqual(
    new Set(receipt.categories.map(({ category }) => category)),
  );
  const until = bucketEnd(customers, Number(customer.data['expires_at'])) + keyGraceMicros;
  expect(receipt.keys).toContainEqual({
    category: 'customers',
    key: customer.data['dek'],
    until: formatInstant(until + goneAfterMicros),
  });
  expect(receipt.stays.map(({ what }) => what)).toContain('used_codes');
  expect(receipt.does_not_prove.map(({ what }) => what)).toContain('salt');
  expect(await readErasureReceipt(ctx, fixture.signer.publicKeys, { id: erasure.ref.id })).toBe(
    jws,
  );
  const page = await listReceipts(ctx, fixture.signer.publicKeys, { limit: 10 });
  expect(page.items.map(renderReceipt)).toMatchObject([
    { kind: 'erasure', number: 1, receipt: jws },
  ]);

  const everything = JSON.stringify([await fixture.dump(), receipt, fixture.issued]);
  for (const value of [...Object.values(anna), salt]) expect(everything).not.toContain(value);
});

test('the commitment does not depend on the spelling of the identifiers, and can be checked only with the salt', async () => {
  const fixture = await createReceiptsFixture();
  const subject = { email: 'ANNA@Example.org', phone: '030 23125-001' };
  const { salt } = await fixture.erase({ subject });
  const [document] = await fixture.stored();
  const { commitment } = saidBy(document as StoredDocument);
  const bytes = decodeSalt(salt ?? '');
  if (bytes === undefined) throw new Error('the answer contains no salt');
  const asked = { email: 'anna@example.org', phone: '+493023125001' };
  expect(await commitTo(asked, bytes)).toBe(commitment);
  expect(await commitTo({ ...asked, email: 'bert@example.org' }, bytes)).not.toBe(commitment);
  expect(await commitTo({ email: asked.email }, bytes)).not.toBe(commitment);
  expect(await commitTo(asked, new Uint8Array(16))).not.toBe(commitment);
});

test('only the first answer contains the salt, and each erasure has a new salt', async () => {
  const fixture = await createReceiptsFixture();
  const subject = { email: anna.email };
  const first = await fixture.erase({ subject }, { key: 'once' });
  const again = await fixture.erase({ subject }, { key: 'once' });
  const other = await fixture.erase({ subject });
  expect([again.replayed, again.salt]).toEqual([true, null]);
  expect(other.salt).not.toBe(first.salt);
  const [one, two] = (await fixture.stored()).map(saidBy);
  expect(one?.commitment).not.toBe(two?.commitment);
});

test('each receipt contains the hash of the previous receipt, and has a log line', async () => {
  const fixture = await createReceiptsFixture();
  await fixture.erase({ subject: anna });
  await fixture.erase({ conversation_id: 'c-bert' });
  await fixture.erase({ subject: bert });
  const stored = await fixture.stored();
  const hashes = stored.map(({ data }) => hashReceipt(String(data['jws'])));
  expect(stored.map((each) => saidBy(each).previous)).toEqual([null, ...hashes.slice(0, 2)]);
  expect(fixture.issued).toEqual(
    hashes.map((receipt_hash, at) => ({
      tenant: 'acme',
      kind: 'erasure',
      number: at + 1,
      receipt_hash,
      previous_hash: hashes[at - 1] ?? null,
    })),
  );
});

test('if an erasure is killed at one of its last four writes and then continued, it gets one receipt, with the counts of an uninterrupted erasure', async () => {
  const whole = await createReceiptsFixture();
  const counting = createKilledStore(whole.fixture.store, Number.POSITIVE_INFINITY);
  await whole.erase({ subject: anna }, { store: counting.store });
  const [undisturbed] = (await whole.stored()).map(saidBy);
  const writes = counting.writes();
  // Other tests kill the erasure at each of its writes. The last writes are the receipt and the
  // note of its number.
  for (let fatal = writes - 4; fatal < writes; fatal += 1)
    for (const landed of ['none', 'all'] as const) {
      const fixture = await createReceiptsFixture();
      const killed = createKilledStore(fixture.fixture.store, fatal, landed);
      const dying = fixture.erase({ subject: anna }, { store: killed.store });
      expect(await Promise.race([killed.killed, dying])).toBe('killed');
      await sweepLater(fixture);
      const stored = await fixture.stored();
      expect(stored).toHaveLength(1);
      const receipt = saidBy(stored[0] as StoredDocument);
      expect(receipt.categories).toEqual(undisturbed?.categories);
      expect(receipt.keys.length).toBe(undisturbed?.keys.length);
      expect(await sweepLater(fixture)).toMatchObject({ finished: 0, receipts: 0 });
      expect(await fixture.stored()).toEqual(stored);
    }
}, 120_000);

test('two simultaneous runs of an erasure issue one receipt, and the receipts of many simultaneous erasures form one chain', async () => {
  const fixture = await createReceiptsFixture();
  const both = [1, 2].map(() => fixture.erase({ subject: anna }, { key: 'same' }));
  const others = Array.from({ length: 4 }, (_, at) =>
    fixture.erase({ conversation_id: `c-${at}` }),
  );
  await Promise.all([...both, ...others]);
  await sweepLater(fixture);
  const stored = await fixture.stored();
  expect(stored.map(({ data }) => data['number'])).toEqual([1, 2, 3, 4, 5]);
  const hashes = stored.map(({ data }) => hashReceipt(String(data['jws'])));
  expect(stored.map((each) => saidBy(each).previous)).toEqual([null, ...hashes.slice(0, -1)]);
  expect(new Set(stored.map((each) => saidBy(each).erasure)).size).toBe(5);
});

test('if the key service is not available, an erasure is completed nevertheless, and the erase sweep issues its receipt later', async () => {
  let isAway = true;
  const genuine = createFakeSigner();
  const fixture = await createReceiptsFixture({
    ...genuine,
    sign: async (data) => {
      if (isAway) throw new KeyServiceUnavailable('away');
      return genuine.sign(data);
    },
  });
  const { erasure } = await fixture.erase({ subject: anna });
  const { completed_at: completedAt, ...told } = renderErasure(erasure, world.categories);
  expect(told).toMatchObject({ status: 'complete', receipt_number: null });
  const id = { id: erasure.ref.id };
  const pending = readErasureReceipt(fixture.ctx, genuine.publicKeys, id);
  await expect(pending).rejects.toMatchObject({ code: 'receipt-pending' });
  expect(fixture.failures).toHaveLength(1);
  fixture.fixture.clock.now += 61 * microsPerSecond;
  const failing = { ...sweepDeps(fixture), onFailure: () => undefined };
  expect(await runErase(failing)).toMatchObject({ complete: false, failed: 1, receipts: 0 });

  isAway = false;
  expect(await sweepLater(fixture)).toMatchObject({ complete: true, receipts: 1 });
  const [receipt] = (await fixture.stored()).map(saidBy);
  expect(receipt).toMatchObject({ completed_at: completedAt, categories: told.categories });
  expect(await sweepLater(fixture)).toMatchObject({ complete: true, receipts: 0 });
});

test('if a restored backup contains an erasure without the number of its receipt, the erasure gets no second receipt', async () => {
  const fixture = await createReceiptsFixture();
  await fixture.erase({ subject: anna });
  const before = await fixture.stored();
  const { store } = fixture.fixture;
  const erasure = (await fixture.dump()).find(({ ref }) => ref.collection === erasures.id);
  if (erasure === undefined) throw new Error('no erasure');
  const { receipt: _number, ...data } = erasure.data;
  await store.commit([{ kind: 'put', ref: erasure.ref, data: { ...data, awaits_receipt: true } }]);
  expect(await sweepLater(fixture)).toMatchObject({ receipts: 1 });
  expect(await fixture.stored()).toEqual(before);
  expect((await store.get(erasure.ref))?.data).toMatchObject({ receipt: 1, awaits_receipt: false });
});

test('forged documents among the receipts are ignored: the next receipt continues the chain of the genuine receipts', async () => {
  const fixture = await createReceiptsFixture();
  const { store } = fixture.fixture;
  await fixture.erase({ conversation_id: 'c-bert' });
  const [first] = await fixture.stored();
  if (first === undefined) throw new Error('no receipt');
  const forger = await createReceiptsFixture();
  await forger.erase({ subject: bert });
  const [forged] = await forger.stored();
  const put = (id: string, data: object) =>
    store.commit([
      {
        kind: 'create',
        ref: { tenant: 'acme', collection: receipts.id, id },
        data: { ...first.data, ...data },
      },
    ]);
  await put('00000002', { number: 2, jws: 'no receipt' });
  await put('00000002.1', { number: 2, jws: forged?.data['jws'] });
  await put('99999999', { number: 99_999_999 });
  const { erasure } = await fixture.erase({ subject: anna });
  expect(renderErasure(erasure, world.categories).receipt_number).toBe(2);
  const genuine = (await fixture.stored()).find(({ ref }) => ref.id === '00000002.2');
  expect(genuine && saidBy(genuine).previous).toBe(hashReceipt(String(first.data['jws'])));
  const keys = fixture.signer.publicKeys;
  const listed = async (page: PageRequest) => {
    const { items, next_cursor: cursor } = await listReceipts(fixture.ctx, keys, page);
    return { ids: items.map(({ ref }) => ref.id).toSorted(), cursor };
  };
  expect(await listed({ limit: 10 })).toEqual({ ids: ['00000001', '00000002.2'], cursor: null });
  const pages: string[][] = [];
  let next: string | null | undefined;
  do {
    const { ids, cursor } = await listed({ limit: 1, ...(next && { cursor: next }) });
    pages.push(ids);
    next = cursor;
  } while (next !== null);
  expect(pages).toHaveLength(5);
  expect(pages.flat().toSorted()).toEqual(['00000001', '00000002.2']);
});

test('a copy of a genuine receipt is not accepted as the receipt of another erasure', async () => {
  const fixture = await createReceiptsFixture();
  const { store } = fixture.fixture;
  const { erasure: other } = await fixture.erase({ subject: bert });
  const [first] = await fixture.stored();
  if (first === undefined) throw new Error('no receipt');
  const { erasure } = await eraseSubject(fixture.ctx, world, {
    body: { scope: { subject: anna }, confirm: true },
    idempotencyKey: undefined,
  });
  const copy = { ...first.data, about: aboutErasure(erasure.ref.id) };
  const ref = { ...first.ref, id: '00000001.1' };
  await store.commit([{ kind: 'create', ref, data: copy }]);
  const keys = fixture.signer.publicKeys;
  const read = ({ ref: { id } }: StoredDocument) => readErasureReceipt(fixture.ctx, keys, { id });
  await expect(read(erasure)).rejects.toMatchObject({ code: 'receipt-pending' });
  expect(await sweepLater(fixture)).toMatchObject({ receipts: 1 });
  expect(decodeJwt(await read(erasure))).toMatchObject({ number: 2, erasure: erasure.ref.id });
  expect(decodeJwt(await read(other))).toMatchObject({ number: 1, erasure: other.ref.id });
});
