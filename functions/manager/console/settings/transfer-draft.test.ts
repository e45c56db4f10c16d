import { describe, expect, test } from 'vitest';
import type { TransferEndpoint } from '#shared/client/schemas.ts';
import { bodyOf, draftOf, isComplete, keepsSecret, repeatedVariables } from './transfer-draft.ts';

const stored: TransferEndpoint = {
  id: 'crm',
  url: 'https://crm.example.com/hook',
  auth: {
    type: 'oauth2',
    token_url: 'https://id.example.com/token',
    client_id: 'mayfly',
    client_secret_set: true,
  },
  mapping: { vorname: 'contact.first' },
  signing_secret: null,
  changed_at: '2026-11-29T10:00:00.000Z',
};

test('the form of a stored endpoint is complete even if its secret is empty; the request then contains no secret', () => {
  const draft = draftOf(stored);
  expect(isComplete(draft, stored)).toBe(true);
  expect(bodyOf(draft)).toEqual({
    url: 'https://crm.example.com/hook',
    auth: { type: 'oauth2', token_url: 'https://id.example.com/token', client_id: 'mayfly' },
    mapping: { vorname: 'contact.first' },
  });
});

describe('in the form of a stored endpoint,', () => {
  const draft = draftOf(stored);
  test.each([
    [
      'another host',
      { ...draft, values: { ...draft.values, token_url: 'https://evil.example/t' } },
    ],
    ['another kind of authentication', { ...draft, type: 'bearer' as const, values: {} }],
  ])('%s requires the secret again', (_what, changed) => {
    expect([keepsSecret(changed, stored), isComplete(changed, stored)]).toEqual([false, false]);
  });

  test('another path of the same host does not require the secret again', () => {
    const values = { ...draft.values, token_url: 'https://id.example.com/other' };
    expect(keepsSecret({ ...draft, values }, stored)).toBe(true);
  });
});

test('the form sends only the fields of the chosen kind of authentication', () => {
  const draft = { ...draftOf(stored), type: 'basic' as const };
  const values = { ...draft.values, username: 'mayfly', password: 'geheim' };
  expect(bodyOf({ ...draft, values }).auth).toEqual({
    type: 'basic',
    username: 'mayfly',
    password: 'geheim',
  });
});

test('spaces around the text of a field are not sent, but spaces inside the text and in secrets are', () => {
  const draft = { ...draftOf(undefined), id: 'crm', url: 'https://crm.example.com/' };
  const values = {
    token_url: ' https://id.example.com/token ',
    client_id: 'mayfly ',
    client_secret: ' very secret ',
    scope: ' read write ',
  };
  expect(bodyOf({ ...draft, type: 'oauth2', values }).auth).toEqual({
    type: 'oauth2',
    token_url: 'https://id.example.com/token',
    client_id: 'mayfly',
    client_secret: ' very secret ',
    scope: 'read write',
  });
  const blank = { ...draft, type: 'basic' as const, values: { username: ' ', password: 'geheim' } };
  expect(isComplete(blank, undefined)).toBe(false);
});

test('the mapping is null if the form has no row, and a row with an empty field makes the form incomplete', () => {
  const draft = { ...draftOf(undefined), id: 'crm', url: 'https://crm.example.com/' };
  expect([isComplete(draft, undefined), bodyOf(draft).mapping]).toEqual([true, null]);
  const half = { ...draft, mapping: [{ variable: 'vorname', field: '' }] };
  expect(isComplete(half, undefined)).toBe(false);
});

test('two rows with the same variable make the form incomplete, because only one of them could be stored', () => {
  const draft = { ...draftOf(undefined), id: 'crm', url: 'https://crm.example.com/' };
  const first = { variable: 'vorname', field: 'contact.first' };
  const twice = [first, { variable: 'vorname', field: 'contact.name' }];
  expect(repeatedVariables(twice)).toEqual(['vorname']);
  expect(isComplete({ ...draft, mapping: twice }, undefined)).toBe(false);
  const apart = [first, { variable: 'nachname', field: 'contact.name' }];
  expect(repeatedVariables(apart)).toEqual([]);
  expect(isComplete({ ...draft, mapping: apart }, undefined)).toBe(true);
});
