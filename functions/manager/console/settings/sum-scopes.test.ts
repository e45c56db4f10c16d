import { expect, it } from 'vitest';
import { splitScopes, stateOf, sumScopes } from './sum-scopes.ts';

it('each kind of data is counted once, even if a key has several rights to it', () => {
  const scopes = [
    'customers:read',
    'customers:export',
    'customers:write',
    'variables:read',
    'tenant',
  ];
  expect(sumScopes(scopes)).toEqual({ reads: 2, writes: 1, also: ['tenant'] });
});

it('a key has ended from the instant of its expiry on; a revoked key counts as revoked, also after its expiry', () => {
  const end = '2026-03-01T10:00:00.000Z';
  const works = { revoked_at: null, expires_at: end };
  expect(stateOf(works, new Date('2026-03-01T09:59:59.999Z'))).toBe('works');
  expect(stateOf(works, new Date(end))).toBe('ended');
  expect(stateOf({ ...works, revoked_at: end }, new Date(end))).toBe('revoked');
  expect(stateOf({ revoked_at: null, expires_at: null }, new Date(end))).toBe('works');
});

it('after the first use of a key, its used rights are separated from its unused rights', () => {
  const scopes = ['customers:read', 'customers:write', 'tenant'];
  const used = { scope: 'customers:write' };
  const key = { scopes, scopes_noted_since: '2026-01-15', scopes_used: [used] };
  expect(splitScopes(key)).toEqual({
    since: '2026-01-15',
    used: ['customers:write'],
    unused: ['customers:read', 'tenant'],
  });
  expect(splitScopes({ ...key, scopes_noted_since: null, scopes_used: [] })).toBeUndefined();
});
