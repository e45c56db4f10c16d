import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { createRewriteMatcher, type Rewrite } from '../../infra/local/gateway/match-rewrite.ts';
import { functions, region } from '../../infra/manifest.ts';

const file = JSON.parse(readFileSync(new URL('../../firebase.json', import.meta.url), 'utf8')) as {
  hosting: { rewrites: Rewrite[] };
  firestore: { database: string; indexes: string }[];
};

test('every function except rekey and subjects can decrypt the categories that it serves, and no others', () => {
  const ids = new Set<string>(categories.map(({ id }) => id));
  const all = new Set(['rekey', 'subjects']);
  for (const { name, decrypts, unwraps } of functions.filter((each) => !all.has(each.name))) {
    const own = categories.filter(({ service }) => service === name).map(({ id }) => id);
    expect([...decrypts, ...unwraps].filter((key) => ids.has(key))).toEqual(own);
  }
});

test.each([
  ['/v1/chat-messages', 'chat'],
  ['/v1/chat-messages/', 'chat'],
  ['/v1/chat-messages/a/b', 'chat'],
  ['/v1/chat-messages-old', 'manager'],
  ['/v1/tenant/storage', 'tenants'],
  ['/v1/tenants', 'tenants'],
  ['/tasks/purge', 'manager'],
  ['/', 'manager'],
  ['/.well-known/mayfly-keys.json', 'subjects'],
])('Hosting sends %s to %s', (path, service) => {
  expect(createRewriteMatcher(file.hosting.rewrites)(path)).toBe(service);
});

test('globs match in the same way as in Firebase Hosting', () => {
  const match = (source: string, path: string) =>
    createRewriteMatcher([{ source, run: { serviceId: 'x', region } }])(path) === 'x';
  expect(match('/a/**', '/a')).toBe(false);
  expect(match('/a/**', '/a/b/c')).toBe(true);
  expect(match('/a/*', '/a/b/c')).toBe(false);
  expect(match('/a.b', '/axb')).toBe(false);
  expect(match('/{a,b}/c', '/b/c')).toBe(true);
});
