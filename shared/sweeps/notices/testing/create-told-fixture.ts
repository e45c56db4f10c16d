import { microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Answer } from '#shared/outbound/testing/start-receiver.ts';
import { allTenants } from '#shared/store/store.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import { receipts } from '#shared/subjects/receipts/collections.ts';
import { openReceipt } from '#shared/subjects/receipts/receipt.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runErase } from '../../erasure/run-erase.ts';
import { createNoticeFixture, hashAsRecipient } from './create-notice-fixture.ts';

const ok: Answer = (response) => response.writeHead(204).end();
/** The email of the customer that the fixture stores by default. */
export const email = 'anna@example.org';
/** The signer of the fixture's receipts. */
export const signer = createFakeSigner();
const world = { categories, collections };

/** Creates a notice fixture, and adds functions that erase persons and run the erase sweep. */
export async function createToldFixture(answer: Answer = ok) {
  const fixture = await createNoticeFixture(answer);
  const { clock, store, context } = fixture;
  const issuing = async () => ({
    ...(await context()),
    categories,
    commit: store.commit,
    signer,
    onIssued: () => undefined,
  });
  return {
    ...fixture,
    hash: hashAsRecipient(fixture.secrets.matching, email),
    issuing,
    erase: async () => {
      clock.now += 180 * microsPerSecond;
      return runErase({
        ...(await issuing()),
        store,
        collections,
        onOverdue: () => undefined,
        onEnding: () => undefined,
        monotonic: () => 0,
        budgetSeconds: 60,
        onFailure: (error) => {
          throw error;
        },
      });
    },
    receipts: async () => {
      const query = { collection: receipts.id, tenant: allTenants, where: [], limit: 100 };
      const found = await store.query({
        ...query,
        orderBy: [{ field: 'number', direction: 'asc' }],
      });
      return Promise.all(found.map((each) => openReceipt(signer.publicKeys, each)));
    },
    erasePerson: async (subject: object = { email }) => {
      const body = { scope: { subject }, confirm: true };
      return eraseSubject(await context(), world, { body, idempotencyKey: undefined });
    },
  };
}
