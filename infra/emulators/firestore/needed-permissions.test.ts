import { expect, test } from 'vitest';
import { type FirestoreRequest, loadFirestoreMethods } from './decode-request.ts';
import { type DatabaseGrants, judgeGrants } from './firestore-grants.ts';
import { neededPermissions } from './needed-permissions.ts';

const root = 'projects/p/databases/mayfly/documents';
const name = `${root}/tenants/a/notes/1`;
const update = { name };

function needed(method: string, request: FirestoreRequest): readonly string[] | undefined {
  return neededPermissions({ name: method }, request);
}

test.each([
  ['that creates', { update, currentDocument: { exists: false } }, ['create']],
  ['that changes an existing document', { update, currentDocument: { exists: true } }, ['update']],
  [
    'that changes a certain version of a document',
    { update, currentDocument: { updateTime: {} } },
    ['update'],
  ],
  ['without a precondition', { update }, ['create', 'update']],
  ['that transforms', { transform: { document: name } }, ['create', 'update']],
  ['that deletes', { delete: name }, ['delete']],
] as const)(
  'in Commit, BatchWrite and Write, a write %s needs the permissions that production requires',
  (_, write, permissions) => {
    for (const method of ['Commit', 'BatchWrite', 'Write'])
      expect([method, needed(method, { writes: [write] })]).toEqual([method, permissions]);
  },
);

test('a commit needs all permissions of its writes; an empty commit and a new transaction need a permission on the database', () => {
  const writes = [{ delete: name }, { update, currentDocument: { exists: false } }];
  expect(needed('Commit', { writes })).toEqual(['delete', 'create']);
  expect(needed('Commit', {})).toEqual(['databases.get']);
  expect(needed('BatchGetDocuments', { documents: [name], newTransaction: {} })).toEqual([
    'get',
    'databases.get',
  ]);
  expect(() => needed('Commit', { writes: [{}] })).toThrow('unknown kind');
});

test('a method in the client’s protos is refused even with all grants, if its permissions are not listed', () => {
  const all: DatabaseGrants = { mayfly: ['get', 'list', 'create', 'update', 'delete'] };
  const unknown = loadFirestoreMethods()
    .filter((method) => neededPermissions(method, { writes: [{ delete: name }] }) === undefined)
    .map((method) => method.name);
  expect(loadFirestoreMethods().length - unknown.length).toBe(16);
  for (const method of [...unknown, 'toString', 'ReadEverything'])
    expect(judgeGrants(all, { name: method }, { name })).toMatchObject({ code: 7 });
});

test('a grant is valid only for its own database; a request with two databases or none is refused', () => {
  const grants: DatabaseGrants = { mayfly: ['get'] };
  const judge = (request: FirestoreRequest) =>
    judgeGrants(grants, { name: 'BatchGetDocuments' }, request)?.code;
  const database = 'projects/p/databases/mayfly';
  expect(judge({ database, documents: [name] })).toBeUndefined();
  const elsewhere = name.replace('mayfly', 'mayfly-keys');
  expect(judge({ database, documents: [name, elsewhere] })).toBe(7);
  expect(judge({ database: 'projects/p/databases/mayfly-keys', documents: [name] })).toBe(7);
  expect(judge({ database: 'projects/p/databases/toString', documents: [] })).toBe(7);
  expect(judge({ documents: [] })).toBe(7);
});
