import type { DocumentData, Firestore } from '@google-cloud/firestore';
import { callerOf } from '../harness/caller.ts';
import type { Instance, Tenant } from '../harness/instance.ts';

/** Requests of one kind, in the form that Mayfly's function or the bare function expects. */
export type Sent = {
  readonly method: string;
  readonly paths: readonly string[];
  readonly bodies: readonly unknown[];
};

/** A request whose costs are compared. */
export type RequestCase = {
  readonly name: string;
  /** The function that answers the request. */
  readonly service: string;
  readonly own: Sent;
  readonly bare: Sent;
  /** The number of requests in a round. */
  readonly count: number;
  /**
   * The number of values that each request hashes with bcrypt. The function remembers the hashes of
   * emails, so only new codes count. The bare function hashes nothing.
   */
  readonly hashes?: number;
  /** The highest ratio of CPU time that Mayfly aims for. The bench only prints this number. */
  readonly limit?: number;
};

const text = 'Guten Tag, ich möchte meine Bestellung ändern. Geht das noch?';
const conversations = 50;
/**
 * The number of different batches. Each has ten conversations that no other batch has. After a
 * whole bench a conversation of a batch contains about forty messages.
 */
const batchesMade = 200;
const messageIn = (conversation: number) => ({
  conversation_id: `conversation-${conversation}`,
  author: 'customer',
  text,
});
const message = (at: number) => messageIn(at % conversations);
const numbered = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

const sessionOf = (at: number) => ({
  channel: 'whatsapp',
  external_id: `+49 30 23125 ${100 + at}`,
  conversation_id: `conversation-${at}`,
  state: { schritt: 'lieferadresse', warenkorb: ['strauss-herbst'] },
});
const emailOf = (at: number) => `person-${at}@example.org`;

type Deps = {
  readonly instance: Instance;
  readonly tenant: Pick<Tenant, 'key'>;
  /**
   * The database of the bare function. Without it, no documents are stored for the bare function.
   */
  readonly database?: Firestore;
  readonly codes: number;
  /** The number of customers, and of messenger sessions. */
  readonly people?: number;
};

/** Stores the data that both functions read, and returns the requests to compare. */
export async function prepareCases(deps: Deps): Promise<readonly RequestCase[]> {
  const { instance, tenant, database, codes, people: many = 20 } = deps;
  const storeBare = async (path: string, document: DocumentData) => {
    await database?.doc(`tenants/bare/${path}`).set(document);
  };
  async function post(service: Parameters<Instance['appOf']>[0], path: string, body: unknown) {
    const answer = await callerOf(instance.appOf(service), tenant.key)('POST', path, body, {
      ...(typeof body === 'string' && { 'content-type': 'text/csv' }),
    });
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status} ${answer.text}`);
    return answer.body;
  }

  const stored = numbered(60, message);
  const { items } = await post('chat', '/v1/chat-messages', stored);
  for (const [at, each] of stored.entries()) {
    const created_at = new Date(Date.now() + at).toISOString();
    await storeBare(`messages/m${at}`, { id: `m${at}`, ...each, created_at });
  }

  const sessions = numbered(many, sessionOf);
  for (const [at, session] of sessions.entries()) {
    await post('messenger', '/v1/messenger-sessions', session);
    await storeBare(`marks/${session.channel}:${session.external_id}`, { session: `s${at}` });
    await storeBare(`sessions/s${at}`, session);
  }
  const keys = sessions.map(({ channel, external_id }) => ({ channel, external_id }));

  const people = numbered(many, (at) => ({
    email: emailOf(at),
    authenticated_by: 'sign_in',
    values: { stadt: 'Köln', kundennummer: at },
  }));
  for (const [at, person] of people.entries()) {
    await post('customers', '/v1/customers', person);
    await storeBare(`customers/c${at}`, person);
  }
  const emails = people.map(({ email }) => ({ email }));

  const pool = await post('coupons', '/v1/coupon-pools', {
    name: 'Herbst',
    kind: 'coupon',
    policy: 'unrestricted',
  });
  for (let from = 0; from < codes; from += 10_000)
    await post(
      'coupons',
      `/v1/coupon-pools/${pool.id}/codes?header=false`,
      numbered(Math.min(10_000, codes - from), (at) => `HERBST-${from + at}`).join('\n'),
    );

  const messages = numbered(conversations, message);
  const batches = numbered(batchesMade, (at) =>
    numbered(100, (line) => messageIn(conversations + at * 10 + (line % 10))),
  );
  const posting = { method: 'POST', paths: ['/v1/chat-messages'] } as const;
  const barePosting = { method: 'POST', paths: ['/messages'] } as const;
  return [
    {
      name: 'GET chat message',
      service: 'chat',
      own: {
        method: 'GET',
        paths: items.map(({ id }) => `/v1/chat-messages/${id}`),
        bodies: [],
      },
      bare: { method: 'GET', paths: stored.map((_, at) => `/messages/m${at}`), bodies: [] },
      count: 1_500,
      limit: 1.3,
    },
    {
      name: 'list of 50',
      service: 'chat',
      own: { method: 'GET', paths: ['/v1/chat-messages?limit=50'], bodies: [] },
      bare: { method: 'GET', paths: ['/messages?limit=50'], bodies: [] },
      count: 300,
      limit: 1.5,
    },
    {
      name: 'search by email',
      service: 'customers',
      own: { method: 'POST', paths: ['/v1/customers/search'], bodies: emails },
      bare: { method: 'POST', paths: ['/search'], bodies: emails },
      count: 1_000,
    },
    {
      name: 'messenger lookup',
      service: 'messenger',
      own: { method: 'POST', paths: ['/v1/messenger-sessions/lookup'], bodies: keys },
      bare: { method: 'POST', paths: ['/lookup'], bodies: keys },
      count: 1_000,
    },
    {
      name: 'emission',
      service: 'coupons',
      own: { method: 'POST', paths: [`/v1/coupon-pools/${pool.id}/emit`], bodies: emails },
      bare: { method: 'POST', paths: ['/emit'], bodies: emails },
      count: 500,
      hashes: 1,
    },
    // The emulator scans all documents to answer a list. So the posts come after the list.
    {
      name: 'POST chat message',
      service: 'chat',
      own: { ...posting, bodies: messages },
      bare: { ...barePosting, bodies: messages },
      count: 1_500,
      limit: 1.5,
    },
    {
      name: 'batch of 100',
      service: 'chat',
      own: { ...posting, bodies: batches },
      bare: { ...barePosting, bodies: batches },
      count: 60,
      limit: 1.5,
    },
  ];
}
