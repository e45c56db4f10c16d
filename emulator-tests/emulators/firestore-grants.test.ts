import { Firestore } from '@google-cloud/firestore';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { EntityPermission } from '../../infra/manifest.ts';
import { type FirestoreProxy, startFirestoreProxy } from '../production-rules/firestore-proxy.ts';

const permissions = ['get', 'list', 'create', 'update', 'delete'] as const;
const onNotes = { collectionGroup: 'notes', queryScope: 'COLLECTION_GROUP' } as const;
const byName = [{ fieldPath: '__name__', order: 'ASCENDING' }] as const;
const indexes = { indexes: [{ ...onNotes, fields: byName }], fieldOverrides: [] };
const clients: Firestore[] = [];
let proxy: FirestoreProxy;

/** Callers with different permissions on one database: all, none, all but one, or only one. */
const grants = Object.fromEntries(
  [
    ['all', [...permissions]] as const,
    ['nobody', []] as const,
    ...permissions.map((each) => [`only ${each}`, [each]] as const),
    ...permissions.map(
      (each) => [`no ${each}`, permissions.filter((one) => one !== each)] as const,
    ),
  ].map(([caller, may]): [string, { mayfly: readonly EntityPermission[] }] => [
    caller,
    { mayfly: may },
  ]),
);

function connect(host: string, databaseId = 'mayfly'): Firestore {
  const client = new Firestore({
    projectId: 'demo-firestore-grants',
    databaseId,
    host,
    ssl: false,
  });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  const upstream = inject('firestoreHost');
  proxy = await startFirestoreProxy({ upstream, indexes: () => indexes, grants });
});

let trusted: Firestore;
beforeEach(async () => {
  trusted ??= connect(proxy.host);
  await trusted.recursiveDelete(trusted.collection('notes'));
  await trusted.doc('notes/there').set({ rank: 1 });
  proxy.reset();
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.terminate()));
  proxy.stop();
});

type Deed = (db: Firestore) => Promise<unknown>;

/**
 * If a caller may not listen, the client repeats the call for ever. So the test reads the status of
 * the call from the proxy.
 */
async function listen(db: Firestore): Promise<void> {
  let isHeard = false;
  const hear = () => {
    isHeard = true;
  };
  const stop = db.collection('notes').onSnapshot(hear, () => {});
  const answered = () => proxy.operations().find(({ method }) => method === 'Listen')?.status;
  await expect.poll(() => isHeard || answered() !== undefined).toBe(true);
  stop();
  if (!isHeard) throw Object.assign(new Error('refused'), { code: answered() });
}

async function inBulk(db: Firestore, id: string, kind: 'create' | 'delete'): Promise<void> {
  const writer = db.bulkWriter({ throttling: false });
  writer.onWriteError(() => false);
  const done = kind === 'create' ? writer.create(db.doc(id), {}) : writer.delete(db.doc(id));
  // The promise may reject before the writer is closed. `allSettled` handles this rejection.
  const settled = Promise.allSettled([done]);
  await writer.close();
  const [outcome] = await settled;
  if (outcome?.status === 'rejected') throw outcome.reason;
}

/**
 * Every kind of call that the client sends, with the permissions that production requires for it.
 */
const deeds: readonly (readonly [string, readonly EntityPermission[], Deed])[] = [
  ['get', ['get'], (db) => db.doc('notes/there').get()],
  ['query', ['get', 'list'], (db) => db.collection('notes').get()],
  ['count', ['get', 'list'], (db) => db.collection('notes').count().get()],
  ['list documents', ['get', 'list'], (db) => db.collection('notes').listDocuments()],
  ['list collections', ['list'], (db) => db.listCollections()],
  ['listen', ['get', 'list'], listen],
  ['create', ['create'], (db) => db.doc('notes/new').create({})],
  ['update', ['update'], (db) => db.doc('notes/there').update({ rank: 2 })],
  ['set', ['create', 'update'], (db) => db.doc('notes/there').set({})],
  ['delete', ['delete'], (db) => db.doc('notes/there').delete()],
  ['create in bulk', ['create'], (db) => inBulk(db, 'notes/new', 'create')],
  ['delete in bulk', ['delete'], (db) => inBulk(db, 'notes/there', 'delete')],
];

describe.each(deeds)('%s succeeds only with the needed permissions', (_, needed, deed) => {
  test.each(Object.entries(grants))('caller: %s', async (caller, { mayfly }) => {
    const isGranted = needed.every((permission) => mayfly.includes(permission));
    const db = connect(proxy.hostOf(caller));
    const outcome = await deed(db).then(
      () => 'done',
      ({ code }: { readonly code: number }) => code,
    );
    expect(outcome).toBe(isGranted ? 'done' : status.PERMISSION_DENIED);
  });
});

test('if a caller lacks the permission for one write of a batch, no write is stored; all permissions on documents together do not allow a transaction', async () => {
  const db = connect(proxy.hostOf('no delete'));
  const batch = db.batch().create(db.doc('notes/new'), {}).delete(db.doc('notes/there'));
  await expect(batch.commit()).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  expect((await trusted.collection('notes').listDocuments()).map(({ id }) => id)).toEqual([
    'there',
  ]);
  const transaction = connect(proxy.hostOf('all')).runTransaction(async (each) =>
    each.get(db.doc('notes/there')),
  );
  await expect(transaction).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
});

test('a grant on one database is not valid for another database', async () => {
  const keys = connect(proxy.hostOf('all'), 'mayfly-keys');
  await expect(keys.doc('notes/there').get()).rejects.toMatchObject({
    code: status.PERMISSION_DENIED,
  });
});
