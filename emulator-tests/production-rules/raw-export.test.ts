import { randomBytes } from 'node:crypto';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findValues } from './find-values.ts';
import type { RawDocument } from './raw-export.ts';
import { exportRaw } from './raw-export.ts';

const PROJECT = 'raw-export';
const SECRET = 'anna.müller@example.org';
const HEX = Buffer.from(SECRET).toString('hex');
const host = inject('firestoreHost');
const clients: Firestore[] = [];
let dump: RawDocument[];

function connect(projectId: string, databaseId: string): Firestore {
  const client = new Firestore({ projectId, databaseId, host, ssl: false });
  clients.push(client);
  return client;
}

function base64At(offset: number, encoding: 'base64' | 'base64url' = 'base64'): string {
  const bytes = Buffer.concat([randomBytes(offset), Buffer.from(SECRET), randomBytes(5)]);
  return bytes.toString(encoding);
}

const plants: [name: string, data: object, as: string][] = [
  ['text', { text: `to ${SECRET}, soon` }, 'text'],
  ['upper-case', { text: SECRET.toUpperCase() }, 'text'],
  ['nested', { a: { list: [{ deep: SECRET }] } }, 'text'],
  ['field-name', { a: { [SECRET]: 1 } }, 'text'],
  ['bytes', { blob: Buffer.concat([randomBytes(1), Buffer.from(SECRET), randomBytes(9)]) }, 'text'],
  ['base64-0', { text: base64At(0) }, 'base64'],
  ['base64-1', { text: base64At(1) }, 'base64'],
  ['base64-2', { text: base64At(2) }, 'base64'],
  ['base64url', { text: `prefix.${base64At(1, 'base64url')}` }, 'base64'],
  ['base64-in-bytes', { blob: Buffer.from(`x.${base64At(2)}`) }, 'base64'],
  ['hex', { text: `0x${HEX}` }, 'hex'],
  ['hex-upper-case', { text: HEX.toUpperCase() }, 'hex'],
  ['hex-in-bytes', { blob: Buffer.from(HEX) }, 'hex'],
];

beforeAll(async () => {
  const db = connect(PROJECT, 'mayfly');
  const batch = db.batch();
  for (const [name, data] of plants) batch.set(db.doc(`plants/${name}`), data);
  batch.set(db.doc(`ids/${SECRET}/below/one`), { text: 'nothing here' });
  batch.set(db.doc(`ids/other/${SECRET}/two`), { text: 'nothing here' });
  batch.set(db.doc('clean/one'), { text: 'nothing here', blob: randomBytes(64) });
  for (let at = 0; at < 310; at += 1) batch.set(db.doc(`paged/p${at}`), { at });
  await batch.commit();
  await connect(PROJECT, 'mayfly-keys').doc('keys/one').set({ quoted: 'says "hello"\nthere' });
  await connect('raw-export-other', 'mayfly').doc('foreign/one').set({ text: SECRET });
  dump = await exportRaw({
    firestoreHost: host,
    projectId: PROJECT,
    databaseIds: ['mayfly', 'mayfly-keys'],
  });
}, 30_000);

afterAll(async () => {
  await Promise.all(clients.map((client) => client.terminate()));
});

describe('the raw export', () => {
  test('contains every document of every page, level and database, and no document of another project', () => {
    const paths = dump.map(({ path }) => path);
    expect(paths.filter((path) => path.includes('/paged/'))).toHaveLength(310);
    expect(paths).toContain(`projects/${PROJECT}/databases/mayfly-keys/documents/keys/one`);
    expect(paths.some((path) => path.endsWith('/below/one'))).toBe(true);
    expect(paths.some((path) => path.includes('foreign'))).toBe(false);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

describe('a planted value is found', () => {
  const found = () => findValues(dump, [SECRET]);

  test.each(plants)('%s', (name, _, as) => {
    const own = found().filter(({ path }) => path.endsWith(`/plants/${name}`));
    expect(own.map((one) => one.as)).toContain(as);
  });

  test('in a document id, even of a missing document, and in a collection id', () => {
    const paths = found().map(({ path }) => path);
    expect(paths).toContain(`projects/${PROJECT}/databases/mayfly/documents/ids/${SECRET}`);
    expect(paths).toContain(
      `projects/${PROJECT}/databases/mayfly/documents/ids/other/${SECRET}/two`,
    );
  });

  test('even if JSON escapes the value', () => {
    expect(findValues(dump, ['says "hello"\nthere'])).toMatchObject([{ as: 'text' }]);
  });

  test('but only in documents that contain it', () => {
    expect(found().filter(({ path }) => path.includes('/clean/'))).toEqual([]);
    expect(findValues(dump, ['bernd.schmidt@example.org'])).toEqual([]);
  });

  test('a value of three characters is refused, because it could be found everywhere by chance', () => {
    expect(() => findValues(dump, ['abc'])).toThrow();
  });
});
