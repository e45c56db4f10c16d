import { describe, expect, test } from 'vitest';
import { findBrokenFloors } from './floors.ts';
import { findCycles, type ImportGraph, reach } from './import-graph.ts';
import { importsOf } from './read-imports.ts';
import { decrypting, findBroken, rules } from './rules.ts';

/** A graph of sources by their paths. */
function graphOf(sources: { readonly [file: string]: string }): ImportGraph {
  return new Map(Object.entries(sources).map(([file, source]) => [file, importsOf(file, source)]));
}

test.each([
  ["import { a } from './a.ts';", 'value'],
  ["import './a.ts';", 'value'],
  ["import * as a from './a.ts';", 'value'],
  ["import { type B, a } from './a.ts';", 'value'],
  ["export { a } from './a.ts';", 'value'],
  ["export * from './a.ts';", 'value'],
  ["const a = await import('./a.ts');", 'value'],
  ["import { a } from '#shared/base/a.ts';", 'value'],
  ["import type { A } from './a.ts';", 'type'],
  ["import { type A, type B } from './a.ts';", 'type'],
  ["export type { A } from './a.ts';", 'type'],
  ["type A = typeof import('./a.ts');", 'type'],
])('%s is read as an import of the kind %s', (source, kind) => {
  expect(importsOf('shared/base/b.ts', source)).toEqual([{ to: 'shared/base/a.ts', kind }]);
});

test('for a file that cannot be parsed, an error is thrown', () => {
  expect(() => importsOf('shared/base/a.ts', 'import {')).toThrow('shared/base/a.ts');
});

test('a file reaches the files that it imports, directly or through others; imports of types do not count', () => {
  const graph = graphOf({
    'shared/base/a.ts': "import { b } from './b.ts';\nimport type { D } from './d.ts';",
    'shared/base/b.ts': "export * from './c.ts';",
  });
  expect([...reach(graph, 'shared/base/a.ts').keys()]).toEqual([
    'shared/base/a.ts',
    'shared/base/b.ts',
    'shared/base/c.ts',
  ]);
});

test('a circle of imports is found once, even if one of the imports in it imports only types', () => {
  const graph = graphOf({
    'shared/base/a.ts': "import { b } from './b.ts';",
    'shared/base/b.ts': "import type { A } from './a.ts';",
    'shared/base/c.ts': "import { a } from './a.ts';",
  });
  expect(findCycles(graph)).toEqual([['shared/base/a.ts', 'shared/base/b.ts', 'shared/base/a.ts']]);
});

describe('the check of the rooms', () => {
  const broken = (file: string, source: string) => findBrokenFloors(graphOf({ [file]: source }));
  test.each([
    ['shared/store/a.ts', "import { b } from '#shared/records/b.ts';"],
    ['shared/store/a.ts', "import type { B } from '#shared/records/b.ts';"],
    ['shared/domains/coupons/a.ts', "import { b } from '#shared/domains/raffles/b.ts';"],
    ['shared/somewhere/a.ts', ''],
  ])('finds one problem in %s: %s', (file, source) => {
    expect(broken(file, source)).toHaveLength(1);
  });

  test('accepts imports of lower rooms, and in a test also an import of a higher room', () => {
    expect(broken('shared/records/a.ts', "import { b } from '#shared/store/b.ts';")).toEqual([]);
    expect(broken('shared/store/a.test.ts', "import '#shared/records/b.ts';")).toEqual([]);
  });
});

test.each([
  ['functions/chat/app.ts', "import '../customers/app.ts';"],
  ['shared/records/a.ts', "import '../../functions/chat/app.ts';"],
  ['infra/a.ts', "import type { A } from '../emulator-tests/a.ts';"],
  ['shared/categories/a.ts', "import type { A } from '#shared/base/a.ts';"],
  ['shared/records/a.ts', "import type { A } from '@google-cloud/firestore';"],
  ['shared/records/a.ts', "import type { A } from '@google-cloud/firestore-api/protos';"],
  ['shared/store/a.ts', "import type { A } from '@google-cloud/kms';"],
  ['shared/records/a.ts', "import { credentials } from '@grpc/grpc-js';"],
  ['functions/chat/app.ts', "import 'openid-client';"],
  ['shared/client/a.ts', "import type { A } from '#shared/base/a.ts';"],
  ['shared/adapters/sessions/a.ts', "import type { A } from '#shared/base/a.ts';"],
  ['shared/adapters/sessions/a.ts', "import { a } from 'grammy';"],
  ['shared/adapters/agents-storage/a.ts', "import type { A } from 'grammy';"],
  ['shared/adapters/sessions/a.ts', "import type { A } from '@microsoft/agents-hosting';"],
  ['functions/chat/app.ts', "import '#shared/adapters/sessions/a.ts';"],
  ['shared/store/a.ts', "import './testing/b.ts';"],
  ['shared/vault/a.ts', "import type { A } from './open/b.ts';"],
  ['functions/purge/index.ts', "import '#shared/vault/open/connect-kms.ts';"],
  ['functions/manager/index.ts', "import '#shared/vault/open/records/keyring.ts';"],
  ['functions/tenants/index.ts', "import '#shared/records/open-record.ts';"],
  ['functions/chat/index.ts', "import '../../infra/manifest.ts';"],
  ['functions/chat/index.ts', "import '#shared/openapi/describe-api.ts';"],
])('exactly one rule refuses the import in %s: %s', (file, source) => {
  const graph = graphOf({ [file]: source });
  expect(rules.flatMap((rule) => findBroken(graph, rule))).toHaveLength(1);
});

test('an adapter may import its own files, the client, and the types of its runtime', () => {
  const source = `import './b.ts';
    import { a } from '#shared/client/a.ts';
    import type { StorageAdapter } from 'grammy';`;
  const graph = graphOf({ 'shared/adapters/sessions/a.ts': source });
  expect(rules.flatMap((rule) => findBroken(graph, rule))).toEqual([]);
});

test('only the folder of a file decides whether the file may decrypt', () => {
  expect(decrypting.test('shared/vault/open/records/keyring.ts')).toBe(true);
  expect(decrypting.test('shared/vault/seal-envelope.ts')).toBe(false);
});
