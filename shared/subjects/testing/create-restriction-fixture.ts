import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { consentRestriction } from '#shared/domains/consents/restrict-consent.ts';
import { messageRestriction } from '#shared/domains/conversations/restrict-message.ts';
import { participationRestriction } from '#shared/domains/raffles/restrict-participation.ts';
import type { Context } from '#shared/records/context.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { listRestricted } from '#shared/records/restriction/list-restricted.ts';
import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { createPersonFixture, type Person } from './create-person-fixture.ts';

/**
 * For some categories: the additional writes when a record is restricted, or when its restriction
 * ends.
 */
const ownRestrictions: { readonly [categoryId: string]: OwnRestriction } = {
  [chatMessages.id]: messageRestriction,
  [marketingConsents.id]: consentRestriction,
  [raffleParticipations.id]: participationRestriction,
};

/** The day of the fixture's clock. */
export const today = '2026-01-15';

/**
 * Creates a tenant that may store every kind of data about persons. Its owner may restrict records.
 */
export async function createRestrictionFixture() {
  const fixture = await createPersonFixture((ctx) => ({
    ...ctx,
    scopes: new Set([...ctx.scopes, 'restriction']),
  }));
  const { ctx } = fixture;

  /** Stores every kind of record of each person. Each person has a conversation of their own. */
  async function live(...persons: readonly Person[]): Promise<void> {
    for (const [at, act] of Object.values(fixture.acts).entries()) {
      fixture.fixture.clock.now += 1_000_000;
      for (const person of persons) {
        const conversation_id = `c-${person.email.split('@')[0]}`;
        await act(person, { conversation_id, idempotencyKey: `${conversation_id}-${at}` });
      }
    }
    await fixture.draw(persons.length);
  }

  function stored(collection: string): Promise<StoredDocument[]> {
    const query = { collection, tenant: 'acme', where: [], orderBy: [], limit: 1_000 };
    return fixture.fixture.store.query(query);
  }

  return {
    ...fixture,
    live,
    stored,
    restrict: (category: Category, id: string, ground = 'accuracy_contested', by: Context = ctx) =>
      restrictRecord(by, { category, id, body: { ground }, own: ownRestrictions[category.id] }),
    lift: (category: Category, id: string, toldOn = today, by: Context = ctx) =>
      liftRestriction(by, { category, id, toldOn, own: ownRestrictions[category.id] }),
    list: (category: Category, ending = false, by: Context = ctx) =>
      listRestricted(by, { category, page: { limit: 100, ending } }),
  };
}
