import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentData, Firestore } from '@google-cloud/firestore';

/** The request as the functions framework gives it to a function. */
type FrameworkRequest = IncomingMessage & { readonly path: string; readonly body?: unknown };

let made: Firestore | undefined;
let madeKeys: Firestore | undefined;

function connect(databaseId: string): Firestore {
  return new Firestore({
    projectId: process.env['GOOGLE_CLOUD_PROJECT'] ?? '',
    databaseId,
    host: process.env['FIRESTORE_EMULATOR_HOST'] ?? '',
    ssl: false,
    customHeaders: { authorization: 'Bearer owner' },
  });
}

function records(): Firestore {
  made ??= connect('mayfly');
  return made;
}

function keys(): Firestore {
  madeKeys ??= connect('mayfly-keys');
  return madeKeys;
}

const collectionOf = (name: string) => records().collection(`tenants/bare/${name}`);
const now = () => new Date().toISOString();

/** Stores messages, and the last message of each conversation. */
async function storeMessages(bodies: readonly DocumentData[]): Promise<readonly DocumentData[]> {
  const batch = records().batch();
  const stored = bodies.map((body) => ({ id: randomUUID(), ...body, created_at: now() }));
  const heads = new Map<string, DocumentData>();
  for (const message of stored) {
    batch.create(collectionOf('messages').doc(message.id), message);
    heads.set(String((message as DocumentData)['conversation_id']), message);
  }
  for (const [id, head] of heads) batch.set(collectionOf('conversations').doc(id), head);
  await batch.commit();
  return stored;
}

async function findSession({ channel, external_id }: DocumentData): Promise<DocumentData> {
  const mark = await collectionOf('marks').doc(`${channel}:${external_id}`).get();
  const session = await collectionOf('sessions').doc(mark.get('session')).get();
  return session.data() ?? {};
}

/**
 * Gives out a new code. First stores a note that the code is used, and then a coupon with the code.
 */
async function giveOut({ email }: DocumentData): Promise<DocumentData> {
  await records().getAll(collectionOf('marks').doc(`turn:${email}`));
  const [id, code] = [randomUUID(), randomUUID()];
  await keys().collection('tenants/bare/uses').doc().create({ code, created_at: now() });
  const batch = records().batch();
  const coupon = { id, code, email, created_at: now() };
  batch.create(collectionOf('coupons').doc(id), coupon);
  batch.set(collectionOf('stock').doc(code), { used: true });
  await batch.commit();
  return coupon;
}

async function answer({ method, path, body }: FrameworkRequest): Promise<unknown> {
  if (method === 'GET' && path === '/messages') {
    const query = collectionOf('messages').orderBy('created_at', 'desc').limit(51);
    return { items: (await query.get()).docs.slice(0, 50).map((each) => each.data()) };
  }
  if (method === 'GET') return (await records().doc(`tenants/bare${path}`).get()).data();
  const sent = (body ?? {}) as DocumentData;
  if (path === '/messages') {
    const [only, ...more] = await storeMessages(Array.isArray(sent) ? sent : [sent]);
    return more.length === 0 ? only : { items: [only, ...more] };
  }
  if (path === '/search') {
    const query = collectionOf('customers').where('email', '==', sent['email']).limit(51);
    return { items: (await query.get()).docs.map((each) => each.data()) };
  }
  if (path === '/lookup') return findSession(sent);
  if (path === '/emit') return giveOut(sent);
  const document = { text: 'Guten Tag', ...sent };
  await collectionOf('notes')
    .doc(sent['id'] ?? randomUUID())
    .create(document);
  return document;
}

/**
 * Does the work of Mayfly's functions in as little code as possible: it stores and reads documents
 * with Firestore's client, and answers. It checks nothing, encrypts nothing, and sets no expiry.
 */
export async function handler(request: FrameworkRequest, response: ServerResponse): Promise<void> {
  const answered = await answer(request);
  response.writeHead(request.method === 'GET' ? 200 : 201, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answered));
}
