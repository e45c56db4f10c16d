import { expect, it } from 'vitest';
import { stateOf, sumScopes } from './sum-scopes.ts';

it('counts each kind of data once, for any number of rights of a key', () => {
  const scopes = [
    'customers:read',
    'customers:export',
    'customers:write',
    'variables:read',
    'tenant',
  ];
  expect(sumScopes(scopes)).toEqual({ reads: 2, writes: 1, also: ['tenant'] });
});

it('recognises a revoked or ended key, from the instant of its end', () => {
  const end = '2026-03-01T10:00:00.000Z';
  const works = { revoked_at: null, expires_at: end };
  expect(stateOf(works, new Date('2026-03-01T09:59:59.999Z'))).toBe('works');
  expect(stateOf(works, new Date(end))).toBe('ended');
  expect(stateOf({ ...works, revoked_at: end }, new Date(end))).toBe('revoked');
  expect(stateOf({ revoked_at: null, expires_at: null }, new Date(end))).toBe('works');
});
