import { expect, test } from 'vitest';
import { collections } from '#shared/wiring/collections.ts';
import { toWrite } from './firestore-writes.ts';
import type { Version } from './store.ts';
import { contractCollections } from './testing/contract-fixture.ts';

const [things] = contractCollections;
if (things === undefined) throw new Error('no collection');
const ref = { tenant: 'acme', collection: 'things', id: 'a' };
const data = { expires_at: 1_500_001, name: 'x' };
const fields = {
  expires_at: { timestampValue: { seconds: 1, nanos: 500_001_000 } },
  name: { stringValue: 'x' },
};

test('each kind of write is encoded with its precondition, and only an update has a mask of fields', () => {
  const version = '1768478400.123456789' as Version;
  const updateTime = { seconds: '1768478400', nanos: 123_456_789 };
  const update = { name: 'n', fields };
  expect(toWrite(things, 'n', { kind: 'create', ref, data })).toEqual({
    update,
    currentDocument: { exists: false },
  });
  expect(toWrite(things, 'n', { kind: 'put', ref, data })).toEqual({ update });
  expect(toWrite(things, 'n', { kind: 'replace', ref, data, version })).toEqual({
    update,
    currentDocument: { updateTime },
  });
  const updateMask = { fieldPaths: ['expires_at', 'name'] };
  expect(toWrite(things, 'n', { kind: 'update', ref, data })).toEqual({
    update,
    updateMask,
    currentDocument: { exists: true },
  });
  expect(toWrite(things, 'n', { kind: 'delete', ref, version })).toEqual({
    delete: 'n',
    currentDocument: { updateTime },
  });
  expect(toWrite(things, 'n', { kind: 'delete', ref })).toEqual({ delete: 'n' });
});

// https://firebase.google.com/docs/firestore/reference/rpc/google.firestore.v1#documentmask
test('every declared field has a name that a mask or a query can contain without quotes', () => {
  for (const { fields: declared } of collections)
    for (const field of Object.keys(declared)) expect(field).toMatch(/^[a-z][a-z0-9_]*$/);
});
