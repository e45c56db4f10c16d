import { expect, test } from 'vitest';
import { findRefusedContents } from './bundle-contents.ts';

const holding = (...files: string[]) => ({
  inputs: Object.fromEntries(files.map((file) => [file, { bytes: 1, imports: [] }])),
});
const kms = 'node_modules/@google-cloud/kms/build/src/index.js';

test.each([
  ['chat', 'functions/customers/app.ts'],
  ['chat', 'functions/chat-archive/app.ts'],
  ['chat', 'shared/store/memory-store.ts'],
  ['chat', 'shared/records/testing/examples.ts'],
  ['chat', 'shared/base/time/time.test.ts'],
  ['chat', 'emulator-tests/harness/clock.ts'],
  ['chat', 'infra/local/clock.ts'],
  ['chat', 'node_modules/firebase-tools/lib/index.js'],
  ['chat', 'node_modules/@google-cloud/firestore/node_modules/google-gax/build/src/index.js'],
  ['purge', 'shared/vault/open/records/envelope.ts'],
  ['erase', 'shared/vault/open/records/keyring.ts'],
  ['manager', 'shared/vault/open/records/envelope.ts'],
  ['seal', 'shared/vault/open/kms-key-wrapper.ts'],
])('a bundle of %s must not contain %s', (of, file) => {
  const found = findRefusedContents(of, holding('shared/base/time/clock.ts', file));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(file);
});

test('a bundle may contain the function’s folder, shared code and packages, and code that decrypts if the function has the grant', () => {
  const files = [
    'functions/chat/app.ts',
    'shared/base/time/clock.ts',
    'shared/vault/open/records/envelope.ts',
    'node_modules/hono/index.js',
    kms,
  ];
  expect(findRefusedContents('chat', holding(...files))).toEqual([]);
  expect(findRefusedContents('seal', holding(kms, 'shared/vault/seal-envelope.ts'))).toEqual([]);
});
