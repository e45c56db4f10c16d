import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { categories } from '#shared/categories/registry.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { setSubject } from '#shared/domains/conversations/set-subject.ts';
import { processOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { createLedger } from '#shared/domains/loyalty/ledger.ts';
import { createRaffle } from '#shared/domains/raffles/create-raffle.ts';
import { drawWinners } from '#shared/domains/raffles/draw-winners.ts';
import { createParticipate } from '#shared/domains/raffles/participate.ts';
import { putFile } from '#shared/domains/variables/testing/create-variables-fixture.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { createRecords } from '#shared/records/create-records.ts';
import {
  createTestFixture,
  type TestContext,
} from '#shared/records/testing/create-test-context.ts';
import { touchRecord } from '#shared/records/touch-record.ts';
import { allTenants, type StoredDocument } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';

/** The identifiers of a person. */
export type Person = {
  readonly email: string;
  readonly phone: string;
  readonly external_id: string;
  readonly push_endpoint: string;
};

/** Creates a person. Another name and number give a person with other values. */
export function personOf(name: string, number: number): Person {
  return {
    email: `${name}@example.org`,
    phone: `+49 30 23125 ${String(number).padStart(3, '0')}`,
    external_id: `psid-${name}`,
    push_endpoint: `https://push.example/${name}`,
  };
}

/**
 * The conversation to which a record belongs, and the `Idempotency-Key` of the request that stores
 * the record.
 */
export type Occasion = {
  readonly conversation_id?: string | undefined;
  readonly idempotencyKey?: string | undefined;
};

/**
 * One function for each kind of record. Each function stores records of a person as the API does.
 */
export type Acts = {
  readonly [act: string]: (person: Person, occasion: Occasion) => Promise<unknown>;
};

/** Creates a tenant in memory, with two raffles and one pool of codes. */
export async function createPersonFixture(by?: (ctx: TestContext) => TestContext) {
  const fixture = createTestFixture();
  const every = fixture.contextOf('acme');
  const scopes = new Set([...every.scopes, 'subjects']);
  const ctx = (by ?? ((same) => same))({ ...every, scopes });
  const coupons = processOf(ctx);
  const pool = await coupons.pool({ policy: 'weekly' });
  await coupons.load(
    pool.id,
    Array.from({ length: 200 }, (_, at) => `Gutschein-${at}`),
  );
  const raffleOf = async (body: object) =>
    (await createRaffle(ctx, { body, idempotencyKey: undefined })).answer.id;
  const giveaway = await raffleOf({ name: 'Sommer', policy: 'daily' });
  const prizes = [{ id: 'mug', quantity: 100 }];
  const win = { kind: 'instant_win', chance: 1, prizes };
  const instant = await raffleOf({ name: 'Rubbellos', policy: 'unrestricted', ...win });
  const acts = actsOf(ctx, { coupons, pool: pool.id, giveaway, instant });

  /** Every stored document except the ledger. */
  const dump = () => read(collections.filter(({ id }) => id !== ledgerEntries.id));
  /** The entries of the ledger. */
  const remembered = () => read([ledgerEntries]);

  async function read(of: readonly { readonly id: string }[]): Promise<StoredDocument[]> {
    const all = of.map(({ id }) =>
      fixture.store.query({
        collection: id,
        tenant: allTenants,
        where: [],
        orderBy: [],
        limit: 100_000,
      }),
    );
    return (await Promise.all(all)).flat();
  }

  const draw = (count: number) =>
    drawWinners(ctx, {
      raffleId: giveaway,
      body: { count },
      idempotencyKey: undefined,
      announce: async () => undefined,
    });

  return { fixture, ctx, acts, dump, remembered, draw, coupons, pool: pool.id, giveaway, instant };
}

function actsOf(
  ctx: TestContext,
  places: {
    readonly coupons: ReturnType<typeof processOf>;
    readonly pool: string;
    readonly giveaway: string;
    readonly instant: string;
  },
): Acts {
  const { coupons, pool, giveaway, instant } = places;
  const heads = createHeadWriter();
  const ledger = createLedger();
  const participate = createParticipate();
  let variable = 0;
  const inConversation = ({ conversation_id }: Occasion) =>
    conversation_id === undefined ? {} : { conversation_id };
  const conversationOf = (occasion: Occasion) => occasion.conversation_id ?? 'c-alone';
  return {
    say: (_person, occasion) => {
      const message = {
        conversation_id: conversationOf(occasion),
        author: 'customer',
        text: 'Hallo',
      };
      const { idempotencyKey } = occasion;
      const companions = heads(ctx);
      return createRecords(ctx, {
        category: chatMessages,
        body: [message, message],
        idempotencyKey,
        companions,
      });
    },
    understand: (_person, occasion) =>
      createRecords(ctx, {
        category: nluMessages,
        body: { conversation_id: conversationOf(occasion), text: 'Wo ist mein Paket?' },
      }),
    message: async ({ external_id }, occasion) => {
      const conversation_id = conversationOf(occasion);
      const body = { channel: 'facebook', external_id, conversation_id, state: { step: 1 } };
      await createRecords(ctx, { category: messengerSessions, body }).catch(() => undefined);
    },
    trace: ({ email }, occasion) =>
      createRecords(ctx, {
        category: runtimeLog,
        body: { level: 'info', event: 'sign_in.passed', email, ...inConversation(occasion) },
        idempotencyKey: occasion.idempotencyKey,
      }),
    signIn: async ({ email }, occasion) => {
      const body = { email, authenticated_by: 'sign_in', ...inConversation(occasion) };
      const created = await createRecords(ctx, { category: customers, body }).catch(
        () => undefined,
      );
      const id = created?.records[0]?.id;
      const { idempotencyKey } = occasion;
      if (id !== undefined) await touchRecord(ctx, { category: customers, id, idempotencyKey });
    },
    upload: (_person, occasion) =>
      putFile(ctx, Buffer.alloc(600_000, 1), {
        fields: {
          experience_id: 'exp-1',
          instance_id: conversationOf(occasion),
          name: `photo_${(variable += 1)}`,
        },
      }),
    consent: ({ email, phone, push_endpoint }, occasion) =>
      createRecords(ctx, {
        category: marketingConsents,
        complete: completeConsent,
        body: [
          { type: 'newsletter', email, ...inConversation(occasion) },
          { type: 'sms', phone, ...inConversation(occasion) },
          { type: 'web_push', push_endpoint, ...inConversation(occasion) },
        ],
        idempotencyKey: occasion.idempotencyKey,
      }),
    emit: ({ email }, occasion) => coupons.emit(pool, email, occasion.idempotencyKey),
    earn: ({ email }, occasion) =>
      createRecords(ctx, {
        category: loyaltyTransactions,
        body: { email, coins: 10, reason: 'visit', ...inConversation(occasion) },
        companions: ledger.transactions(ctx),
      }),
    redeem: async ({ email, phone }, occasion) => {
      const body = { email, phone, coins: 2, reward_id: 'mug', ...inConversation(occasion) };
      const companions = ledger.redemptions(ctx);
      await createRecords(ctx, { category: loyaltyRedemptions, body, companions }).catch(
        () => undefined,
      );
    },
    enter: async ({ email, phone }, occasion) => {
      const body = { raffle_id: giveaway, email, phone, ...inConversation(occasion) };
      const { idempotencyKey } = occasion;
      await participate(ctx, { body, idempotencyKey }).catch(() => undefined);
    },
    win: ({ email }, occasion) =>
      participate(ctx, {
        body: { raffle_id: instant, email, ...inConversation(occasion) },
        idempotencyKey: undefined,
      }),
    introduce: ({ email }, occasion) =>
      setSubject(ctx, { conversationId: conversationOf(occasion), body: { email } }),
  };
}

/** All categories and collections that a search for a person covers. */
export const world = { collections, categories };
