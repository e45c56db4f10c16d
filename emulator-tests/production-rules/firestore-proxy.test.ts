import { AggregateField, Filter, Firestore } from '@google-cloud/firestore';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { IndexFile } from '../../infra/firestore/index-file.ts';
import type { FirestoreProxy } from './firestore-proxy.ts';
import { startFirestoreProxy } from './firestore-proxy.ts';

const PROJECT = 'rules-proxy';
const INDEXES: IndexFile = {
  indexes: [
    {
      collectionGroup: 'notes',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'kind', order: 'ASCENDING' },
        { fieldPath: 'rank', order: 'DESCENDING' },
      ],
    },
  ],
  fieldOverrides: [{ collectionGroup: 'notes', fieldPath: 'secret', indexes: [] }],
};
const clients: Firestore[] = [];
const upstream = inject('firestoreHost');
let proxy: FirestoreProxy;
let db: Firestore;

function connect(projectId: string, databaseId: string, host = proxy.host): Firestore {
  const client = new Firestore({ projectId, databaseId, host, ssl: false, preferRest: false });
  clients.push(client);
  return client;
}

function methods(): string[] {
  return proxy.operations({ project: PROJECT }).map(({ method }) => method);
}

beforeAll(async () => {
  proxy = await startFirestoreProxy({ upstream, indexes: () => INDEXES });
  db = connect(PROJECT, 'mayfly');
  await db.doc('notes/warm').set({ kind: 'warm' });
}, 30_000);

beforeEach(() => proxy.reset());

afterAll(async () => {
  await Promise.all(clients.map((client) => client.terminate()));
  proxy.stop();
});

describe('the proxy does not change the stored data or the answers', () => {
  test('a document with several kinds of values is read unchanged', async () => {
    const data = {
      text: 'Grüße 👋',
      bytes: Buffer.from([0, 255, 1, 254]),
      nested: { list: [1, 2.5, null, true], map: { deep: 'x' } },
      big: 9_007_199_254_740_991,
    };
    await db.doc('notes/every').set(data);
    expect((await db.doc('notes/every').get()).data()).toEqual(data);
    expect((await connect(PROJECT, 'mayfly', upstream).doc('notes/every').get()).data()).toEqual(
      data,
    );
  });

  test('databases and projects stay separate', async () => {
    const keys = connect(PROJECT, 'mayfly-keys');
    const other = connect('rules-proxy-other', 'mayfly');
    await db.doc('notes/apart').set({ where: 'mayfly' });
    await keys.doc('notes/apart').set({ where: 'keys' });
    expect((await db.doc('notes/apart').get()).get('where')).toBe('mayfly');
    expect((await keys.doc('notes/apart').get()).get('where')).toBe('keys');
    expect((await other.doc('notes/apart').get()).exists).toBe(false);
    expect(proxy.operations({ project: PROJECT }).map(({ database }) => database)).toEqual([
      'mayfly',
      'mayfly-keys',
      'mayfly',
      'mayfly-keys',
    ]);
    expect(proxy.operations({ project: 'rules-proxy-other' })).toHaveLength(1);
  });

  test('a commit with a failed precondition keeps its status code, and counts as one commit', async () => {
    await db.doc('notes/once').set({ kind: 'once' });
    proxy.reset();
    await expect(db.doc('notes/once').create({})).rejects.toMatchObject({
      code: status.ALREADY_EXISTS,
    });
    expect(proxy.operations()).toMatchObject([
      { method: 'Commit', writes: 1, collection: 'notes', status: status.ALREADY_EXISTS },
    ]);
  });

  test('a listener receives a change', async () => {
    const heard = new Promise<string>((resolve, reject) => {
      const stop = db.collection('heard').onSnapshot((snapshot) => {
        if (snapshot.empty) void db.doc('heard/one').set({ text: 'now' });
        else {
          stop();
          resolve(String(snapshot.docs[0]?.get('text')));
        }
      }, reject);
    });
    expect(await heard).toBe('now');
  });

  test('two hundred simultaneous calls all succeed', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `many/m${at}`);
    await Promise.all(ids.map((id) => db.doc(id).set({ id })));
    expect((await db.collection('many').count().get()).data().count).toBe(200);
  });

  test('a result of three hundred documents arrives completely', async () => {
    const text = 'x'.repeat(100);
    const bulk = db.bulkWriter({ throttling: false });
    for (let at = 0; at < 300; at += 1) void bulk.set(db.doc(`wide/w${at}`), { text });
    await bulk.close();
    expect((await db.collection('wide').get()).size).toBe(300);
    expect(proxy.operations().find(({ method }) => method === 'RunQuery')?.returned).toBe(300);
  });

  test('bulk writing, listing and recursive deletion work', async () => {
    const bulk = db.bulkWriter({ throttling: false });
    for (let at = 0; at < 60; at += 1) void bulk.create(db.doc(`trees/t${at}/leaves/l`), { at });
    await bulk.close();
    expect(await db.collection('trees').listDocuments()).toHaveLength(60);
    expect((await db.doc('trees/t1').listCollections()).map(({ id }) => id)).toEqual(['leaves']);
    await db.recursiveDelete(db.collection('trees'));
    expect((await db.collectionGroup('leaves').get()).size).toBe(0);
    expect(proxy.uncovered()).toEqual([]);
  });

  test('a listener can be cancelled, and then the record of its call has a status', async () => {
    const stop = db.collection('idle').onSnapshot(() => {});
    await expect.poll(() => methods()).toContain('Listen');
    stop();
    await expect
      .poll(() => proxy.operations().find(({ method }) => method === 'Listen')?.status)
      .toBeDefined();
  });
});

describe('operations are counted', () => {
  test('a batch counts as one commit with the number of its writes, and a read of two documents as one call', async () => {
    await db.batch().set(db.doc('notes/a'), { kind: 'k' }).delete(db.doc('others/b')).commit();
    await db.getAll(db.doc('notes/a'), db.doc('notes/missing'));
    const [commit, read, ...rest] = proxy.operations({ project: PROJECT });
    expect(commit).toMatchObject({ method: 'Commit', writes: 2, status: 0, transaction: false });
    expect(commit).not.toHaveProperty('collection');
    expect(read).toMatchObject({ documents: 2, returned: 1, collection: 'notes', status: 0 });
    expect(rest).toEqual([]);
  });

  test('a query is counted with the documents that it returned', async () => {
    const add = ['x', 'y', 'z'].map((id) => db.doc(`counted/${id}`).set({ id }));
    await Promise.all(add);
    proxy.reset();
    await db.collection('counted').where('id', '>', 'x').get();
    expect(proxy.operations()).toMatchObject([
      { method: 'RunQuery', collection: 'counted', returned: 2, database: 'mayfly' },
    ]);
  });

  test('every call of a transaction is marked as a call of a transaction', async () => {
    await db.runTransaction(async (transaction) => {
      const note = await transaction.get(db.doc('notes/t'));
      transaction.set(note.ref, { kind: 't' });
    });
    expect(methods().at(-1)).toBe('Commit');
    expect(proxy.operations().every(({ transaction }) => transaction)).toBe(true);
  });
});

describe('requests that production refuses are refused', () => {
  const notes = () => db.collection('notes');

  test('a query without an index fails and is recorded, and a query with an index succeeds', async () => {
    const query = notes().where('kind', '==', 'k').orderBy('rank', 'asc');
    await expect(query.get()).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: expect.stringContaining('The query requires an index'),
    });
    expect(proxy.uncovered({ project: PROJECT })).toMatchObject([
      { method: 'RunQuery', database: 'mayfly', shape: { equalities: ['kind'] } },
    ]);
    expect(proxy.uncovered({ project: 'rules-proxy-other' })).toEqual([]);
    await notes().where('kind', '==', 'k').orderBy('rank', 'desc').get();
    expect(proxy.uncovered()).toHaveLength(1);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a filter on an exempt field', () => notes().where('secret', '==', 1).get()],
    [
      'a sum with a filter',
      () =>
        notes()
          .where('kind', '==', 1)
          .aggregate({ sum: AggregateField.sum('coins') })
          .get(),
    ],
    [
      'a filter on a collection group',
      () => db.collectionGroup('notes').where('kind', '==', 1).get(),
    ],
    [
      'an OR with an exempt field',
      () =>
        notes()
          .where(Filter.or(Filter.where('kind', '==', 1), Filter.where('secret', '==', 1)))
          .get(),
    ],
    ['a null filter on an exempt field', () => notes().where('secret', '==', null).get()],
    [
      'an inequality on one field and an order by another',
      () => notes().where('kind', '!=', 1).orderBy('rank').get(),
    ],
  ])('%s, without an index', async (_, run) => {
    await expect(run()).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
    expect(proxy.uncovered()).toHaveLength(1);
  });

  test('the query of a listener without an index is only recorded', async () => {
    const stop = notes()
      .where('secret', '==', 1)
      .onSnapshot(() => {});
    await expect.poll(() => proxy.uncovered()).toMatchObject([{ method: 'Listen' }]);
    stop();
  });

  test('thirty filter values are accepted, and thirty-one are refused', async () => {
    const values = Array.from({ length: 31 }, (_, at) => at);
    await notes().where('kind', 'in', values.slice(1)).get();
    await expect(notes().where('kind', 'in', values).get()).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    const six = values.slice(0, 6);
    await expect(
      notes().where('kind', 'in', six).where('other', 'in', six).get(),
    ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  test('a commit over ten mebibytes is refused', async () => {
    const text = 'x'.repeat(1_000_000);
    const batch = db.batch();
    for (let at = 0; at < 11; at += 1) batch.set(db.doc(`large/l${at}`), { text });
    await expect(batch.commit()).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(proxy.operations()).toMatchObject([{ method: 'Commit', writes: 11, status: 3 }]);
  });

  test.each(['__reserved__', '.', '..'])('the document id %s', async (id) => {
    await expect(db.collection('notes').doc(id).set({})).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    await expect(db.collection('notes').doc(id).get()).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    expect(proxy.operations().map(({ status: code }) => code)).toEqual([3, 3]);
  });
});
