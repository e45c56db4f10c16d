import { onStore, type TestContext } from '#shared/records/testing/create-test-context.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { jwkOf } from '#shared/vault/jwk.ts';
import { createFakeSigner, type FakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { eraseSubject, erasing } from '../../erase-subject.ts';
import { createPersonFixture, personOf, world } from '../../testing/create-person-fixture.ts';
import { receipts } from '../collections.ts';
import { tryGiveReceipt } from '../give-receipt.ts';
import type { ReceiptIssued } from '../issue-receipt.ts';

export const anna = personOf('anna', 1);
export const bert = personOf('bert', 2);

/**
 * Creates a tenant with records of two people, and functions that erase data and issue receipts.
 */
export async function createReceiptsFixture(signer: FakeSigner = createFakeSigner()) {
  const people = await createPersonFixture();
  const { fixture, ctx, acts } = people;
  for (const [at, act] of Object.values(acts).entries()) {
    fixture.clock.now += 1_000_000;
    await act(anna, { conversation_id: 'c-anna', idempotencyKey: `anna-${at}` });
    await act(bert, { conversation_id: 'c-bert', idempotencyKey: `bert-${at}` });
  }
  const issued: ReceiptIssued[] = [];
  const failures: unknown[] = [];
  const issuing = (own: TestContext = ctx) => ({
    ...own,
    ...world,
    signer,
    commit: erasing(own),
    onIssued: (each: ReceiptIssued) => void issued.push(each),
    onFailure: (error: unknown) => void failures.push(error),
  });
  return {
    ...people,
    signer,
    issued,
    failures,
    issuing,
    keySet: { keys: [jwkOf(signer.keyId, signer.publicKey)] },
    /** Erases as the API does: the receipt is issued before the answer. */
    erase: async (
      scope: object,
      { store = fixture.store, key }: { store?: Store; key?: string } = {},
    ) => {
      const own = onStore(ctx, store);
      const request = { body: { scope, confirm: true }, idempotencyKey: key };
      const erased = await eraseSubject(own, world, request);
      return { ...erased, erasure: await tryGiveReceipt(issuing(own), erased.erasure) };
    },
    /** All stored receipts, in the order of their numbers. */
    stored: async (): Promise<StoredDocument[]> => {
      const found = (await people.dump())
        .filter(({ ref }) => ref.collection === receipts.id)
        .map(({ ref, data, version }) => ({ ref, data, version }));
      return found.toSorted((one, other) => (one.ref.id < other.ref.id ? -1 : 1));
    },
  };
}
